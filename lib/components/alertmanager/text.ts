import { Refusal } from '../../kernel/refusal.js';
import { writtenBy } from '../../query/written-at.js';

/** What a text speaks of: all alerts of a notification, or one of them. */
export type Scope = 'group' | 'alert';

/** A text with fields in it. Only fields that an alert of ours really has can be written, and only where they have one value. */
export class Text<in S extends Scope> {
  /** Never set: it carries the scope in the type. */
  public readonly speaksOf?: (scope: S) => void;

  /** @internal use {@link text} */
  public constructor(
    /** As Alertmanager's template language writes it. */
    public readonly template: string,
  ) {}
}

/**
 * Writes a text: `` text`${group.alertname} in ${group.cluster}` ``.
 *
 * @throws Refusal when template language stands in it: what it may say, the fields say
 */
export function text<S extends Scope = Scope>(parts: TemplateStringsArray, ...holes: readonly Text<S>[]): Text<S> {
  return writtenBy(text, () => {
    for (const part of parts) {
      if (!part.includes('{{') && !part.includes('}}')) continue;
      throw new Refusal({
        field: 'text',
        given: part,
        allowed: "words, and fields in '${…}'",
        fix: 'write ${group.summary} or ${alert.summary}, which alerts are known to have',
      });
    }
    return new Text<S>(String.raw({ raw: parts }, ...holes.map(({ template }) => template)));
  });
}

/** A text once for each alert of the notification. */
export function each(body: Text<'alert'>): Text<'group'> {
  return new Text(`{{ range .Alerts }}${body.template}{{ end }}`);
}

/** A text only where a field has a value. */
export function given<S extends Scope>(field: Text<S>, body: Text<S>): Text<S> {
  const value = field.template.replace(/^\{\{ | \}\}$/g, '');
  return new Text(`{{ if ${value} }}${body.template}{{ end }}`);
}

/** The fields of an alert of ours: its labels, and the annotations that every rule writes. */
const labels = ['alertname', 'team', 'severity', 'cluster', 'namespace', 'service'] as const;
const annotations = {
  summary: 'summary',
  description: 'description',
  runbook: 'runbook_url',
  dashboard: 'dashboard_url',
} as const;

/** What can stand in a text. */
export type Field = (typeof labels)[number] | keyof typeof annotations;

function fields<S extends Scope>(ofLabels: string, ofAnnotations: string): Readonly<Record<Field, Text<S>>> {
  const written = [
    ...labels.map((name) => [name, `{{ ${ofLabels}.${name} }}`]),
    ...Object.entries(annotations).map(([field, name]) => [field, `{{ ${ofAnnotations}.${name} }}`]),
  ] as [Field, string][];
  return Object.fromEntries(written.map(([field, template]) => [field, new Text<S>(template)])) as Record<
    Field,
    Text<S>
  >;
}

/** Fields in which all alerts of a notification agree, empty where they do not, and how many there are. */
export const group: Readonly<Record<Field | 'status' | 'firing', Text<'group'>>> = {
  ...fields<'group'>('.CommonLabels', '.CommonAnnotations'),
  /** `firing` or `resolved`. */
  status: new Text('{{ .Status }}'),
  /** How many fire. */
  firing: new Text('{{ .Alerts.Firing | len }}'),
};

/** Fields of one alert, inside {@link each}. */
export const alert: Readonly<Record<Field | 'status', Text<'alert'>>> = {
  ...fields<'alert'>('.Labels', '.Annotations'),
  /** `firing` or `resolved`. */
  status: new Text('{{ .Status }}'),
};
