/** A dashboard's model as far as the rules read it; it may come from elsewhere, so that everything may be missing. */
export interface Linted {
  readonly title?: string;
  readonly editable?: boolean;
  readonly templating?: { readonly list?: readonly LintedVariable[] };
  readonly panels?: readonly LintedPanel[];
}

/** A variable. */
export interface LintedVariable {
  readonly type?: string;
  readonly name?: string;
  readonly label?: string;
  readonly query?: unknown;
  readonly datasource?: unknown;
  readonly refresh?: number;
  readonly multi?: boolean;
  readonly allValue?: string;
}

/** A panel, or a row with the panels that it has collapsed. */
export interface LintedPanel {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly datasource?: unknown;
  readonly targets?: readonly LintedTarget[];
  readonly panels?: readonly LintedPanel[];
  readonly options?: { readonly reduceOptions?: { readonly fields?: string } };
  readonly fieldConfig?: {
    readonly defaults?: { readonly unit?: string; readonly mappings?: unknown };
    readonly overrides?: readonly {
      readonly properties?: readonly { readonly id?: string; readonly value?: unknown }[];
    }[];
  };
}

/** A query of a panel. */
export interface LintedTarget {
  readonly datasource?: unknown;
  readonly expr?: string;
  readonly hide?: boolean;
}

/** All variables. */
export function variablesOf(dashboard: Linted): readonly LintedVariable[] {
  return dashboard.templating?.list ?? [];
}

/** The variables that hold a datasource. */
export function datasourcesOf(dashboard: Linted): readonly LintedVariable[] {
  return variablesOf(dashboard).filter(({ type }) => type === 'datasource');
}

/** Whether a dashboard can ask a kind of datasource. */
export function asks(dashboard: Linted, kind: string): boolean {
  return datasourcesOf(dashboard).some(({ query }) => query === kind);
}

/** All panels, those of collapsed rows too. */
export function panelsOf({ panels = [] }: { readonly panels?: readonly LintedPanel[] }): readonly LintedPanel[] {
  return panels.flatMap((panel) => [panel, ...panelsOf(panel)]);
}

/** What a `datasource` field points at; older models hold the uid alone. */
export function pointsAt(datasource: unknown): { readonly uid?: string; readonly type?: string } {
  if (typeof datasource === 'string') return { uid: datasource };
  return typeof datasource === 'object' && datasource !== null ? datasource : {};
}

/** The text of a variable's query, which newer models keep in an object. */
export function queryText({ query }: LintedVariable): string {
  const text = typeof query === 'object' && query !== null && 'query' in query ? query.query : query;
  return typeof text === 'string' ? text : '';
}

/** What is wrong with a dashboard, before the rule's name is known. */
export interface Fault {
  /** The panel's title. @default - the dashboard as a whole */
  readonly panel?: string;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

/** One rule: what is wrong by it. */
export type Rule = (dashboard: Linted) => readonly Fault[];
