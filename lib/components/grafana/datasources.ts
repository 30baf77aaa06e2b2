import type { Construct } from 'constructs';
import { GrafanaDatasource } from '../../../imports/grafana.js';
import { later, Manifest } from '../../../imports/manifest.js';
import type { DatasourceKind, DatasourceRef } from '../../kernel/datasource-ref.js';
import type { Endpoint, Protocol } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Site } from '../../workload/site.js';
import { trust } from './credentials.js';
import { jsonData, type OptionsOf } from './datasource-options.js';
import { ends, type Links } from './links.js';
import type { Selection } from './selection.js';
import { slug } from './slug.js';

/** The datasources that a dashboard asks, one of each kind. */
export type From = { readonly [K in DatasourceKind]?: DatasourceRef<K> };

/** The datasources of one Grafana. Links may go in circles, so they are added to what is written only at the end. */
export class Datasources {
  readonly #all = new Map<string, DatasourceRef<DatasourceKind>>();
  readonly #links = new Map<string, Record<string, object>>();
  #default: DatasourceRef<DatasourceKind> | undefined;

  public constructor(
    private readonly scope: Construct,
    private readonly site: Site,
    private readonly selection: Selection,
  ) {}

  /** @throws Refusal when another has the name, or another is the default already */
  public add<K extends DatasourceKind>(
    kind: K,
    name: string,
    endpoint: Endpoint<Protocol>,
    options: OptionsOf[K],
  ): DatasourceRef<K> {
    const uid = slug(this.scope.node.path, 'datasource', name);
    this.refuse(name, uid, options.default ?? false);
    const ref: DatasourceRef<K> = { kind, uid, name };
    const dialled = this.site.dial(endpoint);
    const tenant = 'tenant' in options ? options.tenant : undefined;
    const { datasource, valuesFrom, ...trusted } = trust(this.site, dialled, options.credentials, tenant);
    const own = { ...jsonData[kind](options), ...trusted.jsonData };
    new Manifest(
      this.scope,
      `datasource-${uid}`,
      GrafanaDatasource({
        spec: {
          ...this.selection,
          uid,
          datasource: {
            name,
            type: kind,
            access: 'proxy',
            url: dialled.url,
            isDefault: options.default ?? false,
            ...datasource,
            jsonData: later(() => ({ ...own, ...this.linked(uid) })),
            ...(Object.keys(trusted.secureJsonData).length > 0 && { secureJsonData: trusted.secureJsonData }),
          },
          ...(valuesFrom.length > 0 && { valuesFrom: [...valuesFrom] }),
        },
      }),
    );
    this.#all.set(uid, ref);
    if (options.default) this.#default = ref;
    return ref;
  }

  /** @throws Refusal when a datasource is another Grafana's, or has such a link already */
  public link(links: Links): void {
    const at = this.scope.node.path;
    for (const ref of [links.traces, links.metrics, links.logs]) if (ref !== undefined) this.own(ref);
    for (const { at: ref, field, value } of ends(at, links)) {
      const fields = this.#links.get(ref.uid) ?? {};
      const before = fields[field];
      if (before !== undefined && !Array.isArray(before)) {
        throw new Refusal({
          at,
          field: `link ${ref.name}`,
          given: `a second ${field}`,
          allowed: 'one datasource of metrics and one of logs for each of traces',
          fix: 'link the traces once, with both',
        });
      }
      this.#links.set(ref.uid, { ...fields, [field]: Array.isArray(value) ? [...(before ?? []), ...value] : value });
    }
  }

  /**
   * The datasource of a kind: the only one, or the default among several.
   *
   * @throws Refusal when there is none, or several and none is the default
   */
  public of<K extends DatasourceKind>(kind: K, asker: string): DatasourceRef<K> {
    const all = [...this.#all.values()].filter((ref): ref is DatasourceRef<K> => ref.kind === kind);
    const found = all.length === 1 ? all[0] : all.find((ref) => ref === this.#default);
    if (found !== undefined) return found;
    throw new Refusal({
      at: this.scope.node.path,
      field: `dashboard ${asker}`,
      given:
        all.length === 0 ? `asks ${kind}` : `asks ${kind}, and there are ${all.map(({ name }) => name).join(', ')}`,
      allowed: `one datasource of ${kind}, or one of them as the default`,
      fix: all.length === 0 ? `add one with grafana.${kind}(…)` : `say which: { from: { ${kind}: … } }`,
    });
  }

  /** @throws Refusal when the datasource was not added here */
  public own(ref: DatasourceRef<DatasourceKind>): void {
    if (this.#all.get(ref.uid) === ref) return;
    throw new Refusal({
      at: this.scope.node.path,
      field: 'datasource',
      given: ref.name,
      allowed: 'one that was added to this Grafana',
      fix: `add it here with grafana.${ref.kind}(…), and hold what that returns`,
    });
  }

  private linked(uid: string): Record<string, object> {
    const fields = Object.entries(this.#links.get(uid) ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(fields.map(([field, value]) => [field, Array.isArray(value) ? inOrder(value) : value]));
  }

  private refuse(name: string, uid: string, isDefault: boolean): void {
    const at = this.scope.node.path;
    const before = this.#all.get(uid);
    if (before !== undefined) {
      throw new Refusal({
        at,
        field: 'datasource',
        given: name,
        allowed: `names whose identifiers differ: ${before.name} is ${uid} already`,
        fix: 'rename one of the two',
      });
    }
    if (isDefault && this.#default !== undefined) {
      throw new Refusal({
        at,
        field: `datasource ${name}.default`,
        given: true,
        allowed: `one default in a Grafana, and ${this.#default.name} is it`,
        fix: 'leave it out at one of the two',
      });
    }
  }
}

/** Links in an order of their own, not that of writing. */
function inOrder(links: readonly object[]): object[] {
  return links
    .map((link) => ({ link, text: JSON.stringify(link) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ link }) => link);
}
