import type { Duration } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import { PromQL } from '../../query/promql.js';
import type { DashboardProps } from './dashboard-props.js';
import { refusedFindings } from './lint.js';

/** What Grafana's provisioning and a Kubernetes object bear together with their surroundings, in bytes: 1 MiB. */
const mostBytes = 1_048_576;

/**
 * What only the whole of a dashboard can tell.
 * @throws Refusal
 */
export function checkDashboard(props: DashboardProps, json: object): void {
  checkHead(props);
  checkTitles(props);
  checkDeclared(props);
  const findings = refusedFindings(json).map(({ rule, panel, message }) =>
    [rule, ...(panel === undefined ? [] : [`panel '${panel}'`]), message].join(': '),
  );
  if (findings.length > 0) {
    throw no('rows', findings.join('\n'), 'what dashboard-linter allows', 'correct each of these lines');
  }
  const bytes = Buffer.byteLength(JSON.stringify(json));
  if (bytes >= mostBytes)
    throw no('rows', `${bytes} bytes`, 'less than 1 MiB of json', 'split it into two that link to each other');
}

function checkHead({ uid, title, description, refresh, range, rows }: DashboardProps): void {
  if (!/^[a-zA-Z0-9_-]{1,40}$/.test(uid)) {
    throw no('uid', uid, "1 to 40 letters, digits, '-' and '_'", 'shorten it; the title may say more');
  }
  if (title.trim() === '') throw no('title', title, 'some words', 'say what it shows');
  if (description.trim() === '') throw no('description', description, 'some words', 'say whose questions it answers');
  if (rows.every(({ panels }) => panels.length === 0)) throw no('rows', rows.length, 'at least one panel', 'add one');
  checkSeconds('refresh', refresh, 5);
  checkSeconds('range', range, 60);
}

/** Grafana refuses to refresh more often than `min_refresh_interval`, 5s unless configured. */
function checkSeconds(field: string, duration: Duration | undefined, least: number): void {
  if (duration === undefined) return;
  const seconds = duration.toMilliseconds() / 1000;
  if (Number.isInteger(seconds) && seconds >= least) return;
  throw no(field, `${seconds} seconds`, `whole seconds, ${least} or more`, 'round it up');
}

function checkTitles({ rows }: DashboardProps): void {
  const titles = rows.flatMap((row) => [row.title, ...row.panels.map(({ title }) => title)]);
  const twice = titles.find((title, i) => titles.indexOf(title) !== i);
  if (twice !== undefined) throw no('title', twice, 'a title once in a dashboard', 'say how the two differ');
  if (rows.some(({ title }) => title.trim() === ''))
    throw no('rows.title', '', 'some words', 'say what the row is about');
}

/** What a query fills in is a choice that stands above it; what can be chosen changes what is shown. */
function checkDeclared({ rows, variables = [] }: DashboardProps): void {
  const names = variables.map(({ name }) => name);
  const used = new Set<string>();
  const use = (query: DashboardQuery, declared: readonly string[]): void => {
    for (const name of query.variables.filter((each) => !each.startsWith('__'))) {
      if (!declared.includes(name)) {
        throw no(
          'variables',
          names,
          `a variable '${name}' before it is used, since this asks for it: ${query.text}`,
          `add queryVariable({ name: '${name}', … }) above`,
        );
      }
      used.add(name);
    }
    for (const { name } of variables.filter(({ multi }) => multi)) checkComparison(query, name);
  };
  variables.forEach(({ series }, i) => use(series, names.slice(0, i)));
  rows.forEach(({ panels }) => panels.forEach(({ queries }) => queries.forEach((query) => use(query, names))));
  const idle = names.find((name, i) => !used.has(name) || names.indexOf(name) !== i);
  if (idle !== undefined)
    throw no(
      'variables',
      idle,
      'each once, and used by a query',
      `narrow a query by variable('${idle}'), or take it away`,
    );
}

type DashboardQuery = DashboardProps['rows'][number]['panels'][number]['queries'][number];

function checkComparison(query: DashboardQuery, name: string): void {
  const all = query instanceof PromQL ? query.selectors.flatMap(({ matchers }) => matchers) : query.streams.flat();
  const exact = all.find(({ op, value }) => !op.includes('~') && (value === `$${name}` || value === `\${${name}}`));
  if (exact === undefined) return;
  const allowed = `'=~' or '!~', since several can be chosen`;
  throw no(
    'query',
    `${exact.label}${exact.op}"${exact.value}"`,
    allowed,
    `write variable('${name}') in the selector, or set multi: false`,
  );
}

function no(field: string, given: unknown, allowed: string, fix: string): Refusal {
  return new Refusal({ field, given, allowed, fix });
}
