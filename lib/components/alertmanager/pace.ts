import { Duration } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import type { Severity } from '../../kernel/signal.js';

/** How soon, and how often, somebody is told of a group of alerts. */
export interface Pace {
  /** How long the first message waits, so that alerts of one cause come together and inhibitions take effect. */
  readonly wait: Duration;
  /** How long later news of the same group wait. */
  readonly interval: Duration;
  /** How long until the same is said again. */
  readonly repeat: Duration;
}

/** Changes to the pace, by severity; `otherwise` is for the severities that are not named. */
export type Pacing = { readonly [S in Severity | 'otherwise']?: Partial<Pace> };

/**
 * A person is called within seconds, and not called again each minute: who does not answer is followed up by the pager's own
 * escalation. An interval below a minute is shorter than what rules need to be evaluated twice.
 */
export const standardPace: Readonly<Record<Severity, Pace>> = {
  critical: { wait: Duration.seconds(10), interval: Duration.minutes(1), repeat: Duration.hours(1) },
  warning: { wait: Duration.seconds(30), interval: Duration.minutes(5), repeat: Duration.hours(4) },
  info: { wait: Duration.minutes(1), interval: Duration.minutes(15), repeat: Duration.hours(24) },
};

/** The pace of a severity, the later changes over the earlier. */
export function paceOf(severity: Severity, ...changes: readonly (Pacing | undefined)[]): Pace {
  return changes.reduce<Pace>(
    (pace, change) => ({ ...pace, ...(change?.[severity] ?? change?.otherwise) }),
    standardPace[severity],
  );
}

/**
 * Refuses what Alertmanager would do otherwise than written.
 *
 * @param field - where it was written
 * @param retention - how long Alertmanager remembers whom it told
 * @see https://prometheus.io/docs/alerting/0.34/configuration/#route
 * @throws Refusal
 */
export function checkPace(field: string, { interval, repeat }: Pace, retention: Duration): void {
  const [news, again, memory] = [interval.toMilliseconds(), repeat.toMilliseconds(), retention.toMilliseconds()];
  if (news < 60_000) {
    throw no(
      'interval',
      interval,
      'one minute or more',
      'let the pager escalate instead of telling the same people faster',
    );
  }
  if (again < news)
    throw no('repeat', repeat, 'at least the interval', 'repeats are looked at once per interval: lengthen it');
  if (again > memory) throw no('repeat', repeat, 'at most the retention', 'lengthen the retention, or repeat sooner');

  function no(part: string, given: Duration, allowed: string, fix: string): Refusal {
    return new Refusal({ field: `${field}.${part}`, given: given.toHumanString(), allowed, fix });
  }
}
