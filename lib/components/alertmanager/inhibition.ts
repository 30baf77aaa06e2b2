import { Refusal } from '../../kernel/refusal.js';
import type { Severity } from '../../kernel/signal.js';
import { type Matchers, matchers, type Matching } from '../../query/matchers.js';
import { checkLabel } from '../../query/labels.js';
import { writtenBy } from '../../query/written-at.js';

/** Props of {@link inhibition}. */
export interface InhibitionProps {
  /** While an alert like this fires … */
  readonly while: Matching;
  /** … nobody is told of alerts like that … */
  readonly silence: Matching;
  /** … that have the same value of each of these labels. Without `cluster`, one cluster's trouble silences another's. */
  readonly equal: readonly [string, ...string[]];
}

/** One alert that makes another superfluous. */
export class Inhibition {
  /** @internal use {@link inhibition} */
  public constructor(
    public readonly source: Matchers,
    public readonly target: Matchers,
    public readonly equal: readonly string[],
  ) {}
}

/**
 * One alert that makes another superfluous:
 * `inhibition({ while: { alertname: 'ServiceDown' }, silence: { severity: 'warning' }, equal: ['cluster', 'service'] })`.
 *
 * @see https://prometheus.io/docs/alerting/0.34/configuration/#inhibition-related-settings
 * @throws Refusal when a value is written as a template, which Alertmanager compares as it stands and never finds
 */
export function inhibition(props: InhibitionProps): Inhibition {
  return writtenBy(inhibition, () => {
    const [source, target] = [matchers(props.while), matchers(props.silence)];
    for (const { label, op, value } of [...source.all, ...target.all]) {
      if (op !== '=' || !/[{}$]/.test(value)) continue;
      throw new Refusal({
        field: `inhibition.${label}`,
        given: value,
        allowed: 'a value as alerts have it: it is compared, not filled in',
        fix: `name the label in equal: ['${label}'], and leave it out here`,
      });
    }
    for (const label of props.equal) checkLabel('inhibition.equal', label);
    return new Inhibition(source, target, props.equal);
  });
}

/** The same symptom at a higher severity makes the lower ones superfluous. */
export const standardInhibitions: readonly Inhibition[] = [
  inhibition({
    while: { severity: 'critical' satisfies Severity },
    silence: { severity: ['warning', 'info'] satisfies Severity[] },
    equal: ['alertname', 'cluster', 'namespace'],
  }),
];
