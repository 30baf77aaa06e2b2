import { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { prometheusCapacity } from '../../capacity/prometheus.js';
import { prometheusDuration, quantity } from '../../kernel/dialect.js';
import { type Beside, written } from '../../kernel/labels.js';
import { Refusal, refuseAt } from '../../kernel/refusal.js';
import { checkLabel } from '../../query/labels.js';
import { regexFault } from '../../query/regex.js';
import type { Resources } from '../../workload/resources.js';

/** What is true where a prop is not given. */
export const standard = {
  interval: Duration.seconds(30),
  retention: Duration.days(30),
  resources: { cpu: 1, memory: Size.gibibytes(4) },
} as const;

/** Labels that only the platform sets: which cluster, and which replica, a sample is of. */
const reserved = ['cluster', 'prometheus_replica'] as const;

/** Labels of every sample and alert that leave a Prometheus. */
export type ExternalLabels = Beside<(typeof reserved)[number]>;

/** The props that are held against each other. */
export interface Limits {
  readonly storage: Size;
  readonly retention?: Duration;
  readonly series?: number;
  readonly replicas?: number;
  readonly resources?: Resources;
  readonly scrapeInterval?: Duration;
  readonly evaluationInterval?: Duration;
  readonly externalLabels?: ExternalLabels;
}

/** @throws Refusal when the volume or the memory does not carry the series. A volume that is full before the retention is over loses what was promised; a head that does not fit is killed. */
export function refuseOverload(at: Construct, props: Limits): void {
  if (props.series === undefined) return;
  const { disk, memory, derivation } = prometheusCapacity({
    series: props.series,
    scrapeInterval: props.scrapeInterval ?? standard.interval,
    retention: props.retention ?? standard.retention,
  });
  const given = { storage: props.storage, 'resources.memory': (props.resources ?? standard.resources).memory };
  const needed = { storage: disk, 'resources.memory': memory };
  for (const field of ['storage', 'resources.memory'] as const) {
    if (given[field].toMebibytes() >= needed[field].toMebibytes()) continue;
    throw new Refusal({
      at: at.node.path,
      field,
      given: quantity(given[field]),
      allowed: `${quantity(needed[field])} or more for ${props.series} series: ${derivation}`,
      fix: 'give it more, keep samples shorter, or scrape less often',
    });
  }
}

/** @throws Refusal when a number makes no Prometheus */
export function refuseOddities(at: Construct, props: Limits): void {
  const { replicas, retention, storage, externalLabels } = props;
  const no = (field: string, given: unknown, allowed: string, fix: string): Refusal =>
    new Refusal({ at: at.node.path, field, given, allowed, fix });
  if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 1)) {
    throw no('replicas', replicas, 'a whole number, 1 or more', 'give 1 for development, 2 elsewhere');
  }
  if (retention !== undefined && retention.toMilliseconds() < Duration.hours(2).toMilliseconds()) {
    throw no(
      'retention',
      prometheusDuration(retention),
      'two hours or more: a block is that long',
      'keep samples longer',
    );
  }
  if (storage.toMebibytes() < 1024) {
    throw no('storage', quantity(storage), 'one gibibyte or more', 'give the volume that the load needs');
  }
  refuseAt(at.node.path, () => {
    for (const field of ['scrapeInterval', 'evaluationInterval'] as const) checkInterval(field, props[field]);
    for (const [name, value] of Object.entries(written(externalLabels))) checkExternal(name, value);
  });
}

function checkExternal(name: string, value: string): void {
  checkLabel('externalLabels', name);
  if (!reserved.some((own) => own === name)) return;
  throw new Refusal({
    field: `externalLabels.${name}`,
    given: value,
    allowed: 'labels beside cluster and prometheus_replica, which follow from the environment',
    fix: 'name the environment, or use another label',
  });
}

/** @throws Refusal when it is no interval */
export function checkInterval(field: string, interval: Duration | undefined): void {
  if (interval === undefined || interval.toMilliseconds() > 0) return;
  throw new Refusal({ field, given: '0s', allowed: 'a duration above zero', fix: 'leave it out, or say how often' });
}

/** @throws Refusal when names of metrics would be held against what is no regular expression */
export function checkNames(field: string, pattern: string): void {
  const fault = regexFault(pattern);
  if (fault === undefined) return;
  throw new Refusal({
    field,
    given: pattern,
    allowed: 'a regular expression of RE2, over whole names',
    fix: `correct it: ${fault}`,
  });
}
