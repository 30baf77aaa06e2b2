/**
 * How each program takes a changed configuration. Those that cannot reload restart, by a hash of the configuration on their
 * pods. A rotated secret takes effect by the third column, without a commit: `watch` is the program's own, `operator`
 * rewrites and reloads, `restart` is Stakater Reloader's annotation, which restarts a workload whose Secret changed.
 */
export const reload = {
  prometheus: {
    configuration: 'operator',
    secret: 'watch',
    source: 'prometheus-operator: config-reloader; *_file read per request',
  },
  alertmanager: {
    configuration: 'operator',
    secret: 'operator',
    source: 'prometheus-operator: generated Secret, config-reloader',
  },
  grafana: {
    configuration: 'operator',
    secret: 'operator',
    source: 'grafana-operator: checksum of grafana.ini, datasources by API',
  },
  collector: { configuration: 'operator', secret: 'restart', source: 'opentelemetry-operator: checksum annotation' },
  jaeger: { configuration: 'operator', secret: 'watch', source: 'password_file with reload_interval' },
  elasticsearch: {
    configuration: 'operator',
    secret: 'watch',
    source: 'ECK rolls pods; file realm and certificates are watched',
  },
  loki: { configuration: 'restart', secret: 'restart', source: 'runtime_config alone reloads; rule files are polled' },
  'fluent-bit': { configuration: 'restart', secret: 'restart', source: 'hot reload loses file offsets held in memory' },
  'blackbox-exporter': {
    configuration: 'watch',
    secret: 'restart',
    source: '--config.enable-auto-reload, since 0.28; the web configuration is read per connection',
  },
  'kube-state-metrics': { configuration: 'restart', secret: 'restart', source: 'flags' },
  'elasticsearch-exporter': { configuration: 'restart', secret: 'restart', source: 'flags and environment' },
  'node-exporter': {
    configuration: 'restart',
    secret: 'restart',
    source: 'flags; the web configuration is read per connection',
  },
} as const satisfies Readonly<
  Record<
    string,
    { configuration: 'operator' | 'restart' | 'watch'; secret: 'operator' | 'restart' | 'watch'; source: string }
  >
>;

/** Makes Stakater Reloader restart a workload when a Secret that it mounts changes; ConfigMaps have their hash on the pods. */
export const restartsOnChange: Readonly<Record<string, string>> = { 'secret.reloader.stakater.com/auto': 'true' };
