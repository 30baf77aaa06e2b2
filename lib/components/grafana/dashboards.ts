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

/** Links to other dashboards, in the head and behind values, as JSON has them. */
const inside = /"url": "\/d\/([^"/?]+)/g;

/** The dashboards of one Grafana, each an object of its own. Its datasources are looked up when all of them are known. */
export class Dashboards {
  /** Checked and rendered are one thing: it is done once. */
  readonly #written = new Map<string, string>();
  readonly #titles = new Map<string, string>();

  public constructor(
    private readonly scope: Construct,
    private readonly datasources: Datasources,
    private readonly selection: Selection,
  ) {}

  /** @throws Refusal when another dashboard has the uid, or the folder or a datasource is another Grafana's */
  public add(dashboard: Dashboard, { folder, from }: DashboardOptions): void {
    const { uid, title } = dashboard;
    this.check(dashboard, folder);
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

  public has(uid: string): boolean {
    return this.#titles.has(uid);
  }

  private check({ uid }: Dashboard, folder: Folder | undefined): void {
    const no = (field: string, given: unknown, allowed: string, fix: string): Refusal =>
      new Refusal({ at: this.scope.node.path, field, given, allowed, fix });
    const before = this.#titles.get(uid);
    if (before !== undefined) {
      const allowed = `one dashboard of a uid, and '${before}' has it`;
      throw no('dashboard uid', uid, allowed, 'give one of the two another uid, or add it once');
    }
    if (!/^[a-z0-9][-a-z0-9]{0,38}[a-z0-9]$/.test(uid)) {
      const allowed = 'at most 40 lower case letters, digits and dashes';
      throw no('dashboard uid', uid, allowed, 'rename it before anybody links to it');
    }
    if (folder !== undefined && folder.grafana !== this.scope) {
      const allowed = 'a folder that was added to this Grafana';
      throw no(`dashboard ${uid}.folder`, folder.title, allowed, 'add it here with grafana.folder(…)');
    }
  }

  private faults(dashboard: Dashboard, from: From | undefined): string[] {
    try {
      const led = new Set([...this.json(dashboard, from).matchAll(inside)].map(([, uid]) => uid ?? ''));
      return [...led].filter((uid) => !this.has(uid)).map((uid) => this.deadLink(dashboard, uid).message);
    } catch (error) {
      if (error instanceof Refusal) return [error.message];
      throw error;
    }
  }

  private deadLink({ uid }: Dashboard, to: string): Refusal {
    return new Refusal({
      at: this.scope.node.path,
      field: `dashboard ${uid}: links`,
      given: to,
      allowed: 'dashboards that were added to this Grafana, by their uids',
      fix: 'add that one with grafana.dashboard(…), or take the link out',
    });
  }

  /** @throws Refusal when a datasource is missing, or the text is too large for an object of the cluster */
  private json(dashboard: Dashboard, from: From | undefined): string {
    const { uid, asks } = dashboard;
    const before = this.#written.get(uid);
    if (before !== undefined) return before;
    const found = Object.fromEntries(
      asks.map((kind) => [kind, from?.[kind] ?? this.datasources.of(kind, uid)]),
    ) as From;
    const text = JSON.stringify(dashboard.json(found), null, 2);
    const size = Buffer.byteLength(text);
    if (size <= limit) {
      this.#written.set(uid, text);
      return text;
    }
    throw new Refusal({
      at: this.scope.node.path,
      field: `dashboard ${uid}`,
      given: `${size} bytes`,
      allowed: `at most ${limit} bytes of JSON`,
      fix: 'split it into two dashboards with a link between them',
    });
  }
}
