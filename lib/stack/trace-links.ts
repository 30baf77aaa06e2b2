import type { Link } from '../components/jaeger/link.js';

/**
 * Where Jaeger's page of a trace leads: to Grafana's Explore, with the trace's lines, and with its service's requests.
 *
 * @param grafana - the public address
 * @see https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools
 */
export function traceLinks(grafana: string): readonly Link[] {
  const lines = explore(grafana, 'loki', '{namespace=~".+"} | trace_id = `#{traceID}`');
  const requests = explore(
    grafana,
    'prometheus',
    'sum by (status_code) (rate(traces_span_metrics_calls_total{service_name="#{service.name}"}[5m]))',
  );
  return [
    { type: 'traces', url: lines, text: 'lines of this trace' },
    { type: 'process', key: 'service.name', url: requests, text: 'requests of #{service.name}' },
  ];
}

/** Everything is encoded but what Jaeger fills in. */
function explore(grafana: string, datasource: string, expr: string): string {
  const query = { refId: 'A', datasource: { uid: datasource }, expr };
  const panes = { a: { datasource, queries: [query], range: { from: 'now-1h', to: 'now' } } };
  const encoded = JSON.stringify(panes)
    .split(/(#\{[^}]*\})/)
    .map((part) => (part.startsWith('#{') ? part : encodeURIComponent(part)))
    .join('');
  return `${grafana}/explore?schemaVersion=1&orgId=1&panes=${encoded}`;
}
