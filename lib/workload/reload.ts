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
  thanos: {
    configuration: 'restart',
    secret: 'restart',
    source: 'flags; the hashring, the endpoints of a query and certificates are watched, the bucket is read once',
  },
  vmauth: { configuration: 'restart', secret: 'watch', source: '-configCheckInterval; certificates are read anew' },
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
  kafka: {
    configuration: 'operator',
    secret: 'operator',
    source: 'Strimzi rolls brokers one by one, or changes them as they run; it renews its certificates itself',
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
  'postgres-exporter': {
    configuration: 'restart',
    secret: 'restart',
    source: 'flags; user and password are read once',
  },
  'redis-exporter': {
    configuration: 'restart',
    secret: 'restart',
    source: 'flags and environment; its own certificate is read per connection',
  },
  'cloudwatch-exporter': {
    configuration: 'restart',
    secret: 'restart',
    source: 'a POST to /reload reads the file anew, and nobody here sends one',
  },
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
