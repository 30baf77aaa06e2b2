import ts from 'typescript';

/** A line that must not compile, and what the compiler must say of it. */
export interface RefusedLine {
  readonly file: string;
  readonly line: number;
  /** The diagnostic's code, as `TS2345`, and a part of its text. */
  readonly expected: string;
  /** What the compiler said on that line, and below it up to the next directive. @default - nothing */
  readonly said: string | undefined;
}

const directive = /^\s*\/\/ @ts-expect-error (TS\d+: .+)$/;

/**
 * Compiles files without their `@ts-expect-error` directives, and pairs each with what the compiler then says.
 *
 * @throws Error when the compiler complains of a line that no directive announces, or a directive states no code and text
 */
export function refusedLines(files: readonly string[]): RefusedLine[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (name) => {
    const text = read(name);
    return name.endsWith('.types.ts') ? text?.replaceAll('@ts-expect-error', 'refused:') : text;
  };
  const program = ts.createProgram([...files], { ...options, noUnusedLocals: false }, host);
  return files.flatMap((file) => linesOf(file, program));
}

function linesOf(file: string, program: ts.Program): RefusedLine[] {
  const lines = (ts.sys.readFile(file) ?? '').split('\n');
  const at = lines.flatMap((text, index) => (text.includes('@ts-expect-error') ? [index] : []));
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not there`);
  const said = program.getSemanticDiagnostics(source).map((diagnostic) => ({
    line: source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line,
    text: `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`,
  }));
  const unannounced = said.find(({ line }) => !at.some((from) => line > from && line <= endOf(lines, from)));
  if (unannounced) throw new Error(`${file}:${unannounced.line + 1} does not compile: ${unannounced.text}`);
  return at.map((from) => {
    const expected = directive.exec(lines[from] ?? '')?.[1];
    if (expected === undefined)
      throw new Error(`${file}:${from + 1} says no code and text, as in 'TS2345: part of the text'`);
    const here = said.filter(({ line }) => line > from && line <= endOf(lines, from));
    return { file, line: from + 1, expected, said: here.map(({ text }) => text).join('\n') || undefined };
  });
}

/** A directive speaks of the statement below it: up to the next empty line or directive. */
function endOf(lines: readonly string[], from: number): number {
  const next = lines.findIndex(
    (text, index) => index > from && (text.trim() === '' || text.includes('@ts-expect-error')),
  );
  return next === -1 ? lines.length : next;
}
