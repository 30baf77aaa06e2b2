import type { DatasourceKind, DatasourceRef } from '../../kernel/datasource-ref.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Histogram, Metric } from '../../query/metric.js';
import { PromQL } from '../../query/promql.js';

/** Datasources between which people jump: every link starts or ends at a trace. */
export interface Links {
  readonly traces: DatasourceRef<'jaeger'>;
  /** @default - no jumps from exemplars to traces, nor from spans to metrics */
  readonly metrics?: DatasourceRef<'prometheus'>;
  /** @default - no jumps between spans and lines */
  readonly logs?: DatasourceRef<'loki' | 'elasticsearch'>;
  /** The label of exemplars that holds the trace's id. @default 'trace_id' */
  readonly exemplarLabel?: string;
  /**
   * Where a line holds its trace's id: in a label, a field or structured metadata, or in the text, as the expression's group.
   *
   * @default - the label `trace_id` in Loki, the field `trace.id` in Elasticsearch
   */
  readonly traceId?: { readonly label: string } | RegExp;
  /** Attributes of a span, and the labels that lines have for them. @default - service.name, as Loki or ECS names it */
  readonly logTags?: Readonly<Record<string, string>>;
  /** Attributes of a span, and the labels that metrics have for them. @default - service.name is service_name */
  readonly metricTags?: Readonly<Record<string, string>>;
  /** The metrics that are made of spans: their rate, errors and duration are shown beside a span. @default - a bare link */
  readonly spanMetrics?: { readonly calls: Metric; readonly duration: Histogram };
}

/** What a link adds to the `jsonData` of one datasource. */
export interface LinkEnd {
  readonly at: DatasourceRef<DatasourceKind>;
  /** The field: a list grows, anything else is set once. */
  readonly field: string;
  readonly value: object;
}

/** A span and what is told of it are not stamped at the same instant. */
const around = { spanStartTimeShift: '-5m', spanEndTimeShift: '5m' };

/** What Grafana puts into a link: the value itself. */
const value = '${__value.raw}';

/**
 * Both ends of all links.
 *
 * @throws Refusal when nothing is linked, or an expression has no group for the id
 * @see https://grafana.com/docs/grafana/v13.1/datasources/jaeger/
 */
export function ends(at: string, links: Links): readonly LinkEnd[] {
  const { metrics, logs } = links;
  if (metrics === undefined && logs === undefined) {
    throw new Refusal({
      at,
      field: 'link',
      given: 'traces alone',
      allowed: 'traces with metrics, with logs, or with both',
      fix: 'give the other datasource to jump from or to',
    });
  }
  return [
    ...(metrics === undefined ? [] : withMetrics(links, metrics)),
    ...(logs === undefined ? [] : withLogs(at, links, logs)),
  ];
}

function withMetrics(links: Links, metrics: DatasourceRef<'prometheus'>): LinkEnd[] {
  const { traces, exemplarLabel, metricTags, spanMetrics } = links;
  const destination = { name: exemplarLabel ?? 'trace_id', datasourceUid: traces.uid, urlDisplayLabel: traces.name };
  const toMetrics = {
    datasourceUid: metrics.uid,
    ...around,
    tags: tags(metricTags ?? { 'service.name': 'service_name' }),
    ...(spanMetrics && { queries: spanQueries(spanMetrics.calls, spanMetrics.duration) }),
  };
  return [
    { at: metrics, field: 'exemplarTraceIdDestinations', value: [destination] },
    { at: traces, field: 'tracesToMetrics', value: toMetrics },
  ];
}

function withLogs(at: string, links: Links, logs: DatasourceRef<'loki' | 'elasticsearch'>): LinkEnd[] {
  const { traces, logTags } = links;
  const loki = logs.kind === 'loki';
  const traceId = links.traceId ?? { label: loki ? 'trace_id' : 'trace.id' };
  const toLogs = {
    datasourceUid: logs.uid,
    ...around,
    tags: tags(logTags ?? { 'service.name': loki ? 'service_name' : 'service.name' }),
    ...(loki || traceId instanceof RegExp
      ? { filterByTraceID: true, filterBySpanID: false }
      : { customQuery: true, query: `${traceId.label}:"\${__span.traceId}"` }),
  };
  const shown = { url: value, datasourceUid: traces.uid, urlDisplayLabel: traces.name };
  const toTraces = loki
    ? { field: 'derivedFields', value: [{ name: 'trace', ...matcher(at, traceId), ...shown }] }
    : { field: 'dataLinks', value: [{ field: fieldOf(at, traceId), ...shown }] };
  return [
    { at: traces, field: 'tracesToLogsV2', value: toLogs },
    { at: logs, ...toTraces },
  ];
}

function matcher(at: string, traceId: { readonly label: string } | RegExp): object {
  if (!(traceId instanceof RegExp)) return { matcherType: 'label', matcherRegex: traceId.label };
  // With an empty alternative anything matches, and the match counts the groups.
  if ((new RegExp(`${traceId.source}|`).exec('') as RegExpExecArray).length > 1) {
    return { matcherType: 'regex', matcherRegex: traceId.source };
  }
  throw new Refusal({
    at,
    field: 'link.traceId',
    given: traceId.source,
    allowed: 'an expression whose first group is the id',
    fix: 'put the part that is the id in parentheses',
  });
}

function fieldOf(at: string, traceId: { readonly label: string } | RegExp): string {
  if (!(traceId instanceof RegExp)) return traceId.label;
  throw new Refusal({
    at,
    field: 'link.traceId',
    given: traceId.source,
    allowed: 'a field of the document, where lines are in Elasticsearch',
    fix: 'write { label: "trace.id" }, and have the collector put the id there',
  });
}

function tags(names: Readonly<Record<string, string>>): object[] {
  return Object.keys(names)
    .sort()
    .map((key) => ({ key, value: names[key] }));
}

/**
 * Rate, errors and duration of the span's own service. `$__tags` is no PromQL, Grafana puts matchers in its place, so each
 * query is read once with one there.
 *
 * @throws Refusal when a query is no PromQL
 * @see https://opentelemetry.io/docs/specs/semconv/general/metrics/ for what the span metrics connector calls a status
 */
function spanQueries(calls: Metric, duration: Histogram): object[] {
  const error = 'status_code="STATUS_CODE_ERROR"';
  const rate = (of: Metric, matchers: string): string => `rate(${of.name}{${matchers}}[$__rate_interval])`;
  const queries = {
    'requests per second': `sum(${rate(calls, '$__tags')})`,
    'share of errors': `sum(${rate(calls, `${error},$__tags`)}) / sum(${rate(calls, '$__tags')})`,
    'duration, 95th percentile': `histogram_quantile(0.95, sum by (le) (${rate(duration.bucket, '$__tags')}))`,
  };
  return Object.entries(queries).map(([name, query]) => {
    PromQL.parse(query.replaceAll('$__tags', 'job="tags"'));
    return { name, query };
  });
}
