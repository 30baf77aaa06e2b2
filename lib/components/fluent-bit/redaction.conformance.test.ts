import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Refusal } from '../../kernel/refusal.js';
import { Redaction, standardRedaction } from '../../signals/logs/redaction.js';
import { standardPatterns } from '../../signals/logs/standard-patterns.js';
import { redactionScript } from './redaction-script.js';

/** Writes a value back as JSON: keys sorted, so that it can be compared as text. */
const printer = `
local function json(value)
  if type(value) == "string" then
    return '"' .. value:gsub('[%c"\\\\]', function(c) return string.format("\\\\u%04x", c:byte()) end) .. '"'
  end
  if type(value) == "number" then return string.format("%.17g", value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  if getmetatable(value).type == "array" then
    for i, one in ipairs(value) do parts[i] = json(one) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, one in pairs(value) do parts[#parts + 1] = json(key) .. ":" .. json(one) end
  return "{" .. table.concat(parts, ",") .. "}"
end
local function array(t) return setmetatable(t, { type = "array" }) end
local function map(t) return setmetatable(t, { type = "map" }) end
`;

const text = (given: string): string =>
  `"${[...Buffer.from(given)].map((byte) => `\\${String(byte).padStart(3, '0')}`).join('')}"`;

function literal(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `array({${value.map(literal).join(',')}})`;
  if (value === null || typeof value !== 'object') return String(value);
  return `map({${Object.entries(value).map(([key, one]) => `[${text(key)}]=${literal(one)}`)}})`;
}

interface Answer {
  readonly code: number;
  readonly record: unknown;
}

/** What the script answers in the LuaJIT that Debian has: Fluent Bit has the same 2.1 built in. */
function run(records: readonly unknown[], script = redactionScript(standardRedaction)): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'redaction-'));
  const calls = records.map(
    (record) =>
      `do local c, t, r = redact("kube.x", 1.5, ${literal(record)}); assert(t == 1.5); print(c .. " " .. json(r)) end`,
  );
  try {
    writeFileSync(join(folder, 'run.lua'), [script, printer, ...calls].join('\n'));
    const done = spawnSync('luajit', [join(folder, 'run.lua')], { encoding: 'utf8', timeout: 60_000 });
    if (done.error !== undefined) {
      throw new Refusal({
        field: 'luajit',
        given: done.error.message,
        allowed: 'LuaJIT 2.1',
        fix: 'run apt-get install luajit',
      });
    }
    if (done.status !== 0) throw new Error(done.stderr);
    return done.stdout
      .trimEnd()
      .split('\n')
      .map((line) => ({
        code: Number(line.slice(0, line.indexOf(' '))),
        record: JSON.parse(line.slice(line.indexOf(' ') + 1)),
      }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const plain = { log: 'GET /orders 200', status: 200, at: 1700000000000000000, tags: ['a', 'b'], ok: true };

test('a record in which nothing is sensitive is left as it was, code 0', () => {
  expect(run([plain])).toEqual([{ code: 0, record: plain }]);
});

test('keys go however deep, texts and numbers are masked, and the rest stays, code 2', () => {
  const record = {
    ...plain,
    log: 'paid with 4111 1111 1111 1111 by jane@example.com',
    request: {
      headers: { Authorization: 'Bearer x', accept: '*/*' },
      users: [{ dbPassword: 'x', id: 'u1' }],
      list: [],
    },
    pan: 4111111111111111,
  };
  expect(run([record])).toEqual([
    {
      code: 2,
      record: {
        ...plain,
        log: 'paid with [REDACTED] by [REDACTED]',
        request: { headers: { accept: '*/*' }, users: [{ id: 'u1' }], list: [] },
        pan: '[REDACTED]',
      },
    },
  ]);
});

test('every example of every pattern is answered as the reference answers it', () => {
  const examples = standardRedaction.patterns.flatMap(({ props }) => [...props.finds, ...props.leaves]);
  const answers = run(examples.map((log) => ({ log })));
  expect(answers.map(({ record }) => record)).toEqual(examples.map((log) => standardRedaction.apply({ log })));
});

test('so is any text made of them', () => {
  const piece = fc.constantFrom(
    ...standardPatterns.flatMap(({ props }) => [...props.finds, ...props.leaves]),
    'password=hunter2',
    '"token": "two words"',
    'api-key: x',
    '\u00e9',
    '',
  );
  const glue = fc.constantFrom(' ', ', ', '\n', '; ', ' | ');
  const line = fc.array(fc.tuple(piece, glue), { maxLength: 6 }).map((parts) => parts.flat().join(''));
  const lines = fc.sample(line, { numRuns: 500, seed: 4 });
  const answers = run(lines.map((log) => ({ log })));
  expect(answers.map(({ record }) => record)).toEqual(lines.map((log) => standardRedaction.apply({ log })));
});

test('a record on which the script fails is replaced, never let through', () => {
  const broken = redactionScript(standardRedaction).replace('"[^a-z0-9]"', '"[^a-z0-9"');
  const kubernetes = { namespace_name: 'shop', pod_name: 'web-1', container_name: 'web', labels: { a: 'b' } };
  const printable = broken
    .replace('{ namespace_name', 'setmetatable({ namespace_name')
    .replace('of.container_name }', 'of.container_name }, {})')
    .replace('return 2, timestamp, {', 'return 2, timestamp, setmetatable({')
    .replace('kubernetes = whereFrom(record),\n    }', 'kubernetes = whereFrom(record),\n    }, {})');
  expect(run([{ log: 'password=x', kubernetes }], printable)).toEqual([
    {
      code: 2,
      record: {
        log: '[REDACTION FAILED]',
        kubernetes: { namespace_name: 'shop', pod_name: 'web-1', container_name: 'web' },
      },
    },
  ]);
});

test('an empty catalogue is a script too', () => {
  expect(run([{ password: 'x' }], redactionScript(new Redaction({})))).toEqual([
    { code: 0, record: { password: 'x' } },
  ]);
});

test.each(['a1', 'eyJ-', 'a@', 'AB12 ', 'password ', '://a:', 'bearer ', '4111 ', '"\\\\'])(
  'two megabytes of %s are cut and take less than two seconds',
  (piece) => {
    const started = process.hrtime.bigint();
    const [answer] = run([{ log: piece.repeat(2_000_000 / piece.length) }]);
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(2);
    expect((answer?.record as { log: string }).log.length).toBeLessThan(70_000);
  },
);
