import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';

/** How long samples are kept, by how fine they are: as they were scraped, one each five minutes, one each hour. */
export interface Resolutions {
  /** As they were scraped. @default - for ever */
  readonly raw?: Duration;
  /** One each five minutes, made of blocks of two days. @default - for ever */
  readonly fiveMinutes?: Duration;
  /** One each hour, made of blocks of two weeks. @default - for ever */
  readonly oneHour?: Duration;
}

/**
 * Coarser samples are made of whole blocks: of two days, and of two weeks. Pieces of a block that are deleted before it is whole are lost
 * to it, so to each comes the time to make it.
 *
 * @see https://thanos.io/v0.40/components/compact.md "Downsampling": blocks older than 40 hours (2d), and than 10 days (2w)
 */
const needed = { raw: Duration.days(2 + 1), fiveMinutes: Duration.days(14 + 2) } as const;

/**
 * @throws Refusal when samples would be deleted before coarser ones were made of them, or coarser ones before the finer
 */
export function refuseResolutions(at: Construct, { raw, fiveMinutes, oneHour }: Resolutions): void {
  const no = (field: string, given: Duration, allowed: string, fix: string): Refusal =>
    new Refusal({ at: at.node.path, field: `retention.${field}`, given: prometheusDuration(given), allowed, fix });
  for (const [field, given] of Object.entries({ raw, fiveMinutes })) {
    const least = needed[field as keyof typeof needed];
    if (given === undefined || given.toMilliseconds() >= least.toMilliseconds()) continue;
    const allowed = `${prometheusDuration(least)} or more: until then nothing coarser is made of them, and they would be lost`;
    throw no(field, given, allowed, 'keep them longer');
  }
  const pairs = [
    ['fiveMinutes', fiveMinutes, 'raw', raw],
    ['oneHour', oneHour, 'fiveMinutes', fiveMinutes],
  ] as const;
  for (const [field, coarse, finer, fine] of pairs) {
    if (coarse === undefined || (fine !== undefined && coarse.toMilliseconds() >= fine.toMilliseconds())) continue;
    const allowed = `as long as ${finer} or longer, ${fine === undefined ? 'which is for ever' : prometheusDuration(fine)}`;
    throw no(field, coarse, allowed, `keep ${finer} for as long at most`);
  }
}

/** As the flag reads it: nothing is for ever. */
export function kept(retention: Duration | undefined): string {
  return retention === undefined ? '0d' : prometheusDuration(retention);
}
