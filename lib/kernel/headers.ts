import { type Beside, written } from './labels.js';
import { Refusal } from './refusal.js';

/** Names under which a value is a secret. */
type Credential = 'Authorization' | 'authorization' | 'Proxy-Authorization' | 'Cookie' | 'cookie' | 'X-Api-Key';

/** Headers that are written where everybody reads them: a tenant, a region. */
export type PlainHeaders = Beside<Credential>;

const credential = /^(?:proxy-)?authorization$|cookie$|(?:key|token|secret|password)$/i;

/**
 * Refuses headers that name a credential, since their values are written in plain text.
 *
 * @param fix - how a credential is given instead
 * @throws Refusal, without the value
 */
export function refuseCredentials(field: string, headers: PlainHeaders | undefined, fix: string): void {
  const name = Object.keys(written(headers)).find((header) => credential.test(header));
  if (name === undefined) return;
  throw new Refusal({
    field,
    given: name,
    allowed: 'headers that are no credentials: they are written as they are',
    fix,
  });
}
