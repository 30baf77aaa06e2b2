import { Refusal } from '../../kernel/refusal.js';

/** A name as an identifier: lower case letters, digits and dashes. @throws Refusal when none are left, or more than 40 */
export function slug(at: string, field: string, name: string): string {
  const uid = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (uid !== '' && uid.length <= 40) return uid;
  throw new Refusal({
    at,
    field,
    given: name,
    allowed: 'a name with letters or digits, at most 40 of them: its identifier is made of them',
    fix: 'shorten it',
  });
}
