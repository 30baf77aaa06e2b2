import { Refusal } from '../kernel/refusal.js';

/** The languages of this room. */
export type Language = 'promql' | 'logql';

/** What is wrong in an expression, and where. */
export interface Fault {
  /** How many characters stand before it. */
  readonly from: number;
  /** What is wrong, in words. */
  readonly says: string;
}

/** The refusal of an expression: its text with a caret under what is wrong. */
export function refusalOf(language: Language, text: string, fault: Fault): Refusal {
  return new Refusal({
    field: language,
    given: withCaret(text, fault.from),
    allowed: language === 'promql' ? 'an expression that Prometheus accepts' : 'an expression that Loki accepts',
    fix: `correct it at the caret: ${fault.says}`,
  });
}

function withCaret(text: string, from: number): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', from);
  const end = newline === -1 ? text.length : newline;
  const caret = `${text.slice(start, from).replace(/[^\t]/g, ' ')}^`;
  return `${text.slice(0, end)}\n${caret}${text.slice(end)}`;
}
