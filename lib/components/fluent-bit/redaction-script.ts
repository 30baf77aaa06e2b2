import type { Redaction } from '../../signals/logs/redaction.js';
import { luaSubstitutions } from './lua-pattern.js';

/** Bytes of one text that are looked at and kept: four times the piece in which a container runtime writes a long line. */
export const longest = 65_536;

/** The function of {@link redactionScript} that Fluent Bit calls. */
export const redactionCall = 'redact';

/**
 * A catalogue of sensitive data as a Lua script for Fluent Bit's `lua` filter. A record in which nothing was found is left
 * as it was (code 0), since LuaJIT has no integers beyond 2^53. Whatever goes wrong inside never lets a record through:
 * the filter itself would pass it on unmasked. Texts are cut at {@link longest} bytes, since some expressions take the square
 * of a text's length, and one line must not hold up a node's logs.
 *
 * @see https://docs.fluentbit.io/manual/4.2/data-pipeline/filters/lua
 * @throws Refusal when a pattern cannot be said in Lua
 */
export function redactionScript(redaction: Redaction): string {
  const fields = redaction.fields.map((field) => `  ${quoted(field.replaceAll('_', ''))},`);
  const masks = redaction.patterns.flatMap((pattern) =>
    luaSubstitutions(pattern).map((one) => `  { ${quoted(one.pattern)}, ${quoted(one.replacement)} },`),
  );
  return ['local fields = {', ...fields, '}', 'local masks = {', ...masks, '}', body].join('\n');
}

function quoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    // eslint-disable-next-line no-control-regex -- control characters are what is escaped
    .replace(/[\0-\x1f\x7f]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`);
  return `"${escaped}"`;
}

const body = `
local gsub, lower, sub, format, floor = string.gsub, string.lower, string.sub, string.format, math.floor

local function removes(key)
  local bare = gsub(lower(key), "[^a-z0-9]", "")
  for i = 1, #fields do
    if sub(bare, -#fields[i]) == fields[i] then return true end
  end
  return false
end

local function mask(text)
  if #text > ${longest} then text = sub(text, 1, ${longest}) .. "[TRUNCATED]" end
  for i = 1, #masks do text = gsub(text, masks[i][1], masks[i][2]) end
  return text
end

local clean

local function members(map)
  local changed = false
  for key, value in pairs(map) do
    if type(key) == "string" and removes(key) then
      map[key] = nil
      changed = true
    else
      local cleaned, touched = clean(value)
      if touched then
        map[key] = cleaned
        changed = true
      end
    end
  end
  return map, changed
end

clean = function(value)
  local kind = type(value)
  if kind == "table" then return members(value) end
  if kind == "string" then
    local masked = mask(value)
    return masked, masked ~= value
  end
  if kind == "number" and value >= 1e11 and value == floor(value) then
    local digits = format("%.0f", value)
    if mask(digits) ~= digits then return "[REDACTED]", true end
  end
  return value, false
end

local function whereFrom(record)
  local of = type(record.kubernetes) == "table" and record.kubernetes or {}
  return { namespace_name = of.namespace_name, pod_name = of.pod_name, container_name = of.container_name }
end

function ${redactionCall}(tag, timestamp, record)
  local ok, cleaned, changed = pcall(clean, record)
  if not ok then
    return 2, timestamp, {
      log = "[REDACTION FAILED]",
      log_type = record.log_type,
      cluster = record.cluster,
      kubernetes = whereFrom(record),
    }
  end
  if changed then return 2, timestamp, cleaned end
  return 0, timestamp, record
end
`;
