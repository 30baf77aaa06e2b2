import type { Construct } from 'constructs';
import { GrafanaDashboard } from '../../../imports/grafana.js';
import { later, Manifest } from '../../../imports/manifest.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Dashboard } from '../../signals/dashboard/dashboard.js';
import type { Datasources, From } from './datasources.js';
import type { Folder } from './folder.js';
import type { Selection } from './selection.js';

/** Where a dashboard goes, and what it asks. */
export interface DashboardOptions {
  /** @default - the general folder, which everybody sees */
  readonly folder?: Folder;
  /** The datasources that it asks. @default - for each kind the only one, or the default among several */
  readonly from?: From;
}

/** What the API server takes of one object; etcd takes half as much again. */
const limit = 1024 * 1024;

/** The dashboards of one Grafana, each an object of its own. Its datasources are looked up when all of them are known. */
export class Dashboards {
  readonly #titles = new Map<string, string>();

  public constructor(
    private readonly scope: Construct,
    private readonly datasources: Datasources,
    private readonly selection: Selection,
  ) {}

  /** @throws Refusal when another dashboard has the uid, or a datasource is another Grafana's */
  public add(dashboard: Dashboard, { folder, from }: DashboardOptions): void {
    const { uid, title } = dashboard;
    const before = this.#titles.get(uid);
    if (before !== undefined) {
      throw new Refusal({
        at: this.scope.node.path,
        field: 'dashboard uid',
        given: uid,
        allowed: `one dashboard of a uid, and '${before}' has it`,
        fix: 'give one of the two another uid, or add it once',
      });
    }
    this.#titles.set(uid, title);
    for (const ref of Object.values(from ?? {})) this.datasources.own(ref);
    const manifest = new Manifest(
      this.scope,
      `dashboard-${uid}`,
      GrafanaDashboard({
        spec: {
          ...this.selection,
          ...(folder && { folderRef: folder.manifest }),
          json: later(() => this.json(dashboard, from)),
        },
      }),
    );
    manifest.node.addValidation({ validate: () => this.faults(dashboard, from) });
  }

  private faults(dashboard: Dashboard, from: From | undefined): string[] {
    try {
      this.json(dashboard, from);
      return [];
    } catch (error) {
      if (error instanceof Refusal) return [error.message];
      throw error;
    }
  }

  /** @throws Refusal when a datasource is missing, or the text is too large for an object of the cluster */
  private json(dashboard: Dashboard, from: From | undefined): string {
    const { uid, asks } = dashboard;
    const found = Object.fromEntries(asks.map((kind) => [kind, from?.[kind] ?? this.datasources.of(kind, uid)])) as From;
    const text = JSON.stringify(dashboard.json(found), null, 2);
    const size = Buffer.byteLength(text);
    if (size <= limit) return text;
    throw new Refusal({
      at: this.scope.node.path,
      field: `dashboard ${uid}`,
      given: `${size} bytes`,
      allowed: `at most ${limit} bytes of JSON`,
      fix: 'split it into two dashboards with a link between them',
    });
  }
}
