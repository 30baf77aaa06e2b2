import { Refusal } from '../../kernel/refusal.js';
import type { Query } from './schema.js';

/**
 * A query in KQL. Only its brackets and quotes are looked at.
 *
 * @throws Refusal when they do not close
 * @see https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql
 */
export function kql(query: string): Query {
  const bare = query.replace(/\\[^]/g, '').replace(/"[^"]*"/g, '');
  const depth = [...bare].reduce((open, char) => {
    if (open < 0) return open;
    return open + (char === '(' || char === '{' ? 1 : char === ')' || char === '}' ? -1 : 0);
  }, 0);
  if (depth === 0 && !bare.includes('"')) return { query, language: 'kuery' };
  throw new Refusal({
    field: 'kql',
    given: query,
    allowed: 'a query whose brackets and quotes close',
    fix: 'close them, or escape them with a backslash',
  });
}

/** The query that finds everything. */
export const everything: Query = { query: '', language: 'kuery' };
