import type { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { prometheusDuration, quantity } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';

/** @throws Refusal when it is no whole number from `least` */
export function refuseCount(at: Construct, field: string, count: number | undefined, least: number): void {
  if (count === undefined || (Number.isInteger(count) && count >= least)) return;
  throw new Refusal({
    at: at.node.path,
    field,
    given: count,
    allowed: `a whole number, ${least} or more`,
    fix: `leave it out, or give ${least} or more`,
  });
}

/** @throws Refusal when it is shorter than `least` */
export function refuseShort(
  at: Construct,
  field: string,
  given: Duration | undefined,
  least: Duration,
  why: string,
): void {
  if (given === undefined || given.toMilliseconds() >= least.toMilliseconds()) return;
  throw new Refusal({
    at: at.node.path,
    field,
    given: prometheusDuration(given),
    allowed: `${prometheusDuration(least)} or more: ${why}`,
    fix: 'give a longer one, or leave it out',
  });
}

/** @throws Refusal when it is smaller than `least` */
export function refuseSmall(at: Construct, field: string, given: Size, least: Size, why: string): void {
  if (given.toKibibytes() >= least.toKibibytes()) return;
  throw new Refusal({
    at: at.node.path,
    field,
    given: quantity(given),
    allowed: `${quantity(least)} or more: ${why}`,
    fix: 'give it more',
  });
}
