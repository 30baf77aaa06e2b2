import { Refusal } from '../../kernel/refusal.js';
import type { Severity } from '../../kernel/signal.js';

/** A day of the week, as Alertmanager spells it. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** A month, as Alertmanager spells it. */
export type Month =
  | 'january'
  | 'february'
  | 'march'
  | 'april'
  | 'may'
  | 'june'
  | 'july'
  | 'august'
  | 'september'
  | 'october'
  | 'november'
  | 'december';

/** A time of day: `09:00`, and `24:00` for the end of it. */
export type Clock = `${number}:${number}`;

/** When something holds, in UTC: the operator's v1alpha1 knows no time zones. All that is said must be true at once. */
export interface TimeSpan {
  /** @default - every day */
  readonly weekdays?: readonly [Weekday, ...Weekday[]];
  /** On one day: a night is two spans. @default - all day */
  readonly hours?: { readonly from: Clock; readonly to: Clock };
  /** Days of the month, both included, counted from its end where negative. @default - every day */
  readonly days?: { readonly from: number; readonly to: number };
  /** @default - every month */
  readonly months?: readonly [Month, ...Month[]];
}

/** When one team is not told of one severity. What fires then is told afterwards, if it still fires. */
export interface MuteTime<Team extends string> {
  /** What the time is called: `weekend`. The same name, the same time. */
  readonly name: string;
  readonly team: Team;
  readonly severity: Severity;
  readonly during: readonly [TimeSpan, ...TimeSpan[]];
}

/**
 * Refuses times that Alertmanager would refuse, and one name for two times.
 *
 * @throws Refusal
 */
export function checkMuteTimes(muteTimes: readonly MuteTime<string>[]): void {
  const known = new Map<string, string>();
  for (const { name, during } of muteTimes) {
    during.forEach((span) => checkSpan(name, span));
    const written = JSON.stringify(during);
    if ((known.get(name) ?? written) !== written) {
      throw no(
        name,
        'name',
        name,
        'one time of a name',
        'rename one of the two, or write the time once and use it twice',
      );
    }
    known.set(name, written);
  }
}

function checkSpan(name: string, { hours, days }: TimeSpan): void {
  if (hours !== undefined) {
    const clock = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
    const fits = clock.test(hours.from) && clock.test(hours.to) && hours.from < hours.to;
    if (!fits)
      throw no(
        name,
        'hours',
        hours,
        '00:00 to 24:00, from before to',
        'write a night as two spans, up to 24:00 and from 00:00',
      );
  }
  if (days !== undefined) {
    const day = (at: number): boolean => Number.isInteger(at) && at !== 0 && Math.abs(at) <= 31;
    const fits = day(days.from) && day(days.to) && (days.from < 0 !== days.to < 0 || days.from <= days.to);
    if (!fits) throw no(name, 'days', days, '1 to 31, or -31 to -1, from before to', 'write it as two spans');
  }
}

function no(name: string, field: string, given: unknown, allowed: string, fix: string): Refusal {
  return new Refusal({ field: `muteTimes.${name}.${field}`, given, allowed, fix });
}
