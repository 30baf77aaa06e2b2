import { Construct, type IConstruct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { refuseAt } from '../../kernel/refusal.js';
import type { Watched } from '../../signals/watched.js';
import type { Site } from '../../workload/site.js';
import { type AnnotatedDiscovery, discoverAnnotated } from './annotated.js';
import { type Discovery, discover } from './discovery.js';
import { type Ec2Scraping, scrapeEc2 } from './ec2.js';
import { clusterMonitor, discovery, monitor, rightsFor } from './monitors.js';
import { type Probing, probe } from './probing.js';

/** What scrapes: a Prometheus or an agent. It makes the monitors, goes through to what they find, and may look only there. */
export class Scraper {
  readonly #seen = new Set<string>();

  public constructor(
    private readonly owner: Construct,
    private readonly site: Site,
    /** The name that its monitors wear. */
    private readonly name: string,
  ) {}

  /** Every page of a component. */
  public scrape(watched: Watched & IConstruct): void {
    const { metrics, cluster } = watched.telemetry;
    const id = nameOf(watched);
    const scope = new Construct(this.owner, id);
    refuseAt(scope.node.path, () => {
      for (const target of metrics) this.see(monitor(scope, this.site, this.name, target));
      for (const target of cluster ?? []) this.see(clusterMonitor(scope, this.site, this.name, target));
    });
    const rights = rightsFor(cluster ?? []);
    if (rights.length > 0) this.site.allow({ id, rules: rights, in: 'cluster' });
  }

  /** Pods that wear certain labels. */
  public discover(id: string, what: Discovery): void {
    discover(this.owner, id, this.site, this.name, what);
    for (const namespace of what.namespaces) this.see(namespace);
  }

  /** Pods whose annotations ask for it. */
  public discoverAnnotated(id: string, what: AnnotatedDiscovery): void {
    discoverAnnotated(this.owner, id, this.site, this.name, what);
    for (const namespace of what.namespaces) this.see(namespace);
  }

  /** Machines at AWS. */
  public scrapeEc2(id: string, what: Ec2Scraping): void {
    scrapeEc2(this.owner, id, this.site, this.name, what);
  }

  /** Addresses, by an exporter that looks at them from outside. */
  public probe(id: string, what: Probing): void {
    probe(this.owner, id, this.site, this.name, what);
  }

  /** It may look for pods only in the namespaces that it watches. */
  public see(namespace: string): void {
    if (this.#seen.has(namespace)) return;
    this.#seen.add(namespace);
    this.site.allow({ id: 'discovery', rules: discovery, in: [namespace] });
  }
}
