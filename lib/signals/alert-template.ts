/**
 * What Prometheus, or Loki's ruler, would trip over in a text of an alert, which is a Go template. This is no parser: it looks at
 * braces, blocks, and the names that there are.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating
 * @returns undefined when there is nothing
 */
export function templateFault(text: string): string | undefined {
  const declared = new Set(variables);
  const open: string[] = [];
  let at = 0;
  for (let begin = text.indexOf('{{'); begin !== -1; begin = text.indexOf('{{', at)) {
    const whole = action.exec(text.slice(begin))?.[0];
    const fault =
      outside(text.slice(at, begin)) ??
      (whole === undefined
        ? `close '${text.slice(begin, begin + 20)}' with }}`
        : inside(whole.slice(2, -2), declared, open));
    if (fault !== undefined) return fault;
    at = begin + (whole?.length ?? 2);
  }
  return outside(text.slice(at)) ?? (open.length > 0 ? `end '${open.at(-1)}' with {{ end }}` : undefined);
}

/** Prometheus 3 declares them before each text (`template/template.go`, `defs` in `rules/alerting.go`). */
const variables = ['labels', 'value', 'externalLabels', 'externalURL'];
const fields = new Set(['Labels', 'Value', 'ExternalLabels', 'ExternalURL']);

const action = /^\{\{(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\{\{|\}\})[^"`])*\}\}/;
const strings = /"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[^]*?\*\//g;
const block = /^(?:if|range|with|block|define)\b/;

function outside(text: string): string | undefined {
  if (text.includes('}}')) return 'open what }} closes with {{';
  const bare = /\$(?:labels|value|externalLabels)\b/.exec(text)?.[0];
  return bare && `put ${bare} into braces: {{ ${bare} }}`;
}

function inside(written: string, declared: Set<string>, open: string[]): string | undefined {
  const code = written.replace(strings, '""').replace(/^-|-$/g, '').trim();
  if (code === '') return 'write something between {{ and }}';
  for (const [names] of code.matchAll(/\$\w+(?:\s*,\s*\$\w+)?(?=\s*:=)/g)) {
    for (const [name] of names.matchAll(/\w+/g)) declared.add(name);
  }
  const unknown = [...code.matchAll(/\$(\w+)/g)].find(([, name]) => !declared.has(name ?? ''));
  if (unknown) return `${unknown[0]} is none of $${variables.join(', $')}`;
  const moved = open.some((one) => !/^if\b/.test(one)) || /^(?:range|with)\b/.test(code);
  const field = [...code.matchAll(/(?<![\w)$".])\.([A-Za-z]\w*)/g)].find(([, name]) => !fields.has(name ?? ''));
  if (field && !moved) return `${field[0]} is none of .${[...fields].join(', .')}`;
  if (block.test(code)) open.push(code);
  else if (/^end\b/.test(code) && open.pop() === undefined) return '{{ end }} ends nothing';
  return undefined;
}
