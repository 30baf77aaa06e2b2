import { Size } from 'cdk8s';
import { SecretRef } from '../../kernel/secret-ref.js';
import { Collector } from './collector.js';
import { stage } from './collector.fixture.js';
import * as otel from './otel.js';

const simple = { traces: { from: [otel.otlp()], to: [otel.debug()] } } as const;

describe('pipelines', () => {
  test('what stands in a pipeline is defined, and nothing else is', () => {
    const { chart, jaeger, config } = stage();
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(jaeger)] } } });
    const written = config('gateway');
    expect(Object.keys(written.receivers)).toEqual(['otlp']);
    expect(Object.keys(written.exporters)).toEqual(['otlp_grpc']);
    expect(written.service.pipelines.traces).toEqual({
      receivers: ['otlp'],
      processors: ['memory_limiter'],
      exporters: ['otlp_grpc'],
    });
  });

  test('the memory limiter stands first in every pipeline, with the settings that were written in one of them', () => {
    const { chart, config } = stage();
    const through = [otel.memoryLimiter({ limitPercentage: 75 }), otel.batch()];
    new Collector(chart, 'gateway', {
      pipelines: { ...simple, metrics: { from: [otel.otlp()], through, to: [otel.debug()] } },
    });
    expect(config('gateway').service.pipelines.metrics.processors).toEqual(['memory_limiter', 'batch']);
    expect(config('gateway').service.pipelines.traces.processors).toEqual(['memory_limiter']);
    expect(config('gateway').processors.memory_limiter).toEqual({
      check_interval: '1s',
      limit_percentage: 75,
      spike_limit_percentage: 20,
    });
  });

  test('a memory limiter that is written late is refused', () => {
    const through = [otel.batch(), otel.memoryLimiter()];
    expect(
      () =>
        new Collector(stage().chart, 'gateway', {
          pipelines: { logs: { from: [otel.otlp()], through, to: [otel.debug()] } },
        }),
    ).toThrow(
      "pipelines.logs.through: got 'batch, memory_limiter', allowed: the memory limiter first: what comes before it takes memory that nobody limits; move it to the front, or leave it out: it is put there by itself",
    );
  });

  test('two values of one id and different settings are refused', () => {
    const pipelines = {
      traces: { from: [otel.otlp()], through: [otel.probabilisticSampler(10)], to: [otel.debug()] },
      'traces/b': { from: [otel.otlp()], through: [otel.probabilisticSampler(20)], to: [otel.debug()] },
    } as const;
    expect(() => new Collector(stage().chart, 'gateway', { pipelines })).toThrow(
      "processors.probabilistic_sampler: got 'two values that are configured differently'",
    );
  });

  test('a dollar that begins no variable is doubled, since the collector would read one', () => {
    const { chart, config } = stage();
    const through = [
      otel.redaction({ allowedKeys: 'all', blockedValues: ['^4[0-9]{12}$'] }),
      otel.resource(otel.upserts({ pod: '${env:POD_NAME}' })),
    ];
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], through, to: [otel.debug()] } } });
    expect(config('gateway').processors.redaction.blocked_values).toEqual(['^4[0-9]{12}$$']);
    expect(config('gateway').processors.resource.attributes[0].value).toBe('${env:POD_NAME}');
  });
});

describe('storage', () => {
  test('with a volume exporters wait on it and never give up', () => {
    const { chart, jaeger, config, spec } = stage();
    new Collector(chart, 'gateway', {
      mode: 'statefulset',
      storage: Size.gibibytes(10),
      pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(jaeger)] } },
    });
    const { exporters, extensions, service } = config('gateway');
    expect(exporters.otlp_grpc.sending_queue).toMatchObject({
      storage: 'file_storage',
      sizer: 'bytes',
      queue_size: 7_516_192_768,
    });
    expect(exporters.otlp_grpc.retry_on_failure.max_elapsed_time).toBe('0s');
    expect(extensions.file_storage.directory).toBe('/var/lib/otelcol');
    expect(service.extensions).toContain('file_storage');
    expect(spec('gateway').volumeClaimTemplates[0].spec.resources.requests.storage).toBe('10Gi');
  });

  test('a batch processor there is refused: what it holds would be lost', () => {
    const through = [otel.batch()];
    const pipelines = { traces: { from: [otel.otlp()], through, to: [otel.debug()] } } as const;
    expect(
      () => new Collector(stage().chart, 'g', { mode: 'statefulset', storage: Size.gibibytes(1), pipelines }),
    ).toThrow("leave it out: the exporter's queue gathers, on disk");
  });
});

describe('the network', () => {
  test('whoever it dials admits it, and it has the far end proved', () => {
    const { chart, jaeger, objects, config } = stage();
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(jaeger)] } } });
    expect(objects().one('NetworkPolicy', 'far').spec.ingress[0].from[0].podSelector.matchLabels).toMatchObject({
      'app.kubernetes.io/instance': 'telemetry.gateway',
    });
    expect(config('gateway').exporters.otlp_grpc).toMatchObject({
      endpoint: 'jaeger.telemetry.svc:4317',
      tls: { ca_file: '/etc/secrets/gateway-tls/ca.crt' },
    });
    expect(config('gateway').receivers.otlp.protocols.grpc.tls.cert_file).toBe('/etc/secrets/gateway-tls/tls.crt');
  });

  test('in the clear it says so', () => {
    const { chart, jaeger, config } = stage({ tls: false });
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(jaeger)] } } });
    expect(config('gateway').exporters.otlp_grpc.tls).toEqual({ insecure: true });
    expect(config('gateway').receivers.otlp.protocols.grpc.tls).toBeUndefined();
  });

  test('others dial its own Service', () => {
    const { chart, objects, config } = stage();
    const gateway = new Collector(chart, 'gateway', { pipelines: simple });
    new Collector(chart, 'agent', { pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(gateway.otlp)] } } });
    expect(config('agent').exporters.otlp_grpc.endpoint).toBe('gateway.telemetry.svc:4317');
    expect(
      objects()
        .one('Service', 'gateway')
        .spec.ports.map(({ port }: { port: number }) => port),
    ).toEqual([4317, 4318]);
  });

  test('an agent is dialled by the Service of the operator that leads to the own node', () => {
    const { chart, config } = stage({ privileged: true });
    const agent = new Collector(chart, 'agent', { mode: 'daemonset', pipelines: simple });
    new Collector(chart, 'x', { pipelines: { traces: { from: [otel.otlp()], to: [otel.toOtlp(agent.otlp)] } } });
    expect(config('x').exporters.otlp_grpc.endpoint).toBe('agent-collector.telemetry.svc:4317');
  });

  test('every replica of a Prometheus is written to by an exporter of its own', () => {
    const { chart, doors, config } = stage();
    new Collector(chart, 'gateway', {
      pipelines: { metrics: { from: [otel.otlp()], to: [otel.toRemoteWrite(doors)] } },
    });
    expect(config('gateway').service.pipelines.metrics.exporters).toEqual([
      'prometheus_remote_write/0',
      'prometheus_remote_write/1',
    ]);
    expect(config('gateway').exporters['prometheus_remote_write/1'].endpoint).toBe(
      'https://prometheus-1.telemetry.svc:9090/api/v1/write',
    );
  });

  test('a header that is a credential is refused, and its value is not shown', () => {
    const { loki } = stage();
    const headers = { 'X-Scope-OrgID': 'shop', 'X-Write-Token': 'abc' };
    expect(() => otel.toOtlpHttp(loki, { headers })).toThrow(
      "otlp_http.headers: got 'X-Write-Token', allowed: headers that are no credentials: they are written as they are; give auth:",
    );
  });

  test('Loki is written to by its OTLP path', () => {
    const { chart, loki, config } = stage();
    new Collector(chart, 'gateway', { pipelines: { logs: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki)] } } });
    expect(config('gateway').exporters.otlp_http.endpoint).toBe('https://loki.telemetry.svc:3100/otlp');
  });

  test('a password is read from a mounted file', () => {
    const { chart, elasticsearch, config, spec } = stage();
    const auth = otel.basicAuth({
      name: 'logs',
      username: 'otel',
      password: SecretRef.external('otel-writer', 'password'),
    });
    new Collector(chart, 'gateway', {
      pipelines: { logs: { from: [otel.otlp()], to: [otel.toElasticsearch(elasticsearch, { auth })] } },
    });
    expect(config('gateway').exporters.elasticsearch.auth).toEqual({ authenticator: 'basicauth/logs' });
    expect(config('gateway').extensions['basicauth/logs'].client_auth.password_file).toBe(
      '/etc/secrets/otel-writer/password',
    );
    expect(config('gateway').service.extensions).toContain('basicauth/logs');
    expect(spec('gateway').volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toContain(
      '/etc/secrets/otel-writer',
    );
  });

  test('what asks the API server gets a token, rights and a way there; others get none', () => {
    const { chart, objects, spec } = stage();
    const through = [otel.k8sAttributes()];
    new Collector(chart, 'gateway', { pipelines: { traces: { from: [otel.otlp()], through, to: [otel.debug()] } } });
    new Collector(chart, 'plain', { pipelines: simple });
    const volumes = (name: string): string[] => spec(name).volumes.map((volume: { name: string }) => volume.name);
    expect(volumes('gateway')).toContain('kube-api-access');
    expect(volumes('plain')).not.toContain('kube-api-access');
    expect(objects().one('ClusterRole', 'telemetry-gateway-k8s-attributes').rules[0].verbs).toEqual([
      'get',
      'list',
      'watch',
    ]);
    expect(JSON.stringify(objects().one('NetworkPolicy', 'gateway').spec.egress)).toContain('6443');
  });

  test('a page of metrics is scraped', () => {
    const { chart } = stage();
    const gateway = new Collector(chart, 'gateway', {
      pipelines: { metrics: { from: [otel.otlp()], to: [otel.toPrometheus()] } },
    });
    expect(gateway.telemetry.metrics.map(({ job }) => job)).toEqual(['gateway', 'otlp-metrics']);
  });
});

describe('pods', () => {
  test('they are restricted, and their probes are those of the health check', () => {
    const { chart, spec, config } = stage();
    new Collector(chart, 'gateway', { pipelines: simple });
    expect(spec('gateway').securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
    expect(spec('gateway').podSecurityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10_001 });
    expect(config('gateway').extensions.health_check).toEqual({ endpoint: '0.0.0.0:13133', path: '/' });
    expect(spec('gateway').env).toEqual([{ name: 'GOMEMLIMIT', value: '819MiB' }]);
  });

  test('profiles and live pages stay on the loopback of the pod', () => {
    const { chart, config } = stage();
    new Collector(chart, 'gateway', { pipelines: simple });
    expect(config('gateway').extensions.pprof.endpoint).toBe('localhost:1777');
    expect(config('gateway').extensions.zpages.endpoint).toBe('localhost:55679');
  });

  test("one PodDisruptionBudget stands over them, the operator's", () => {
    const { chart, spec, objects } = stage();
    new Collector(chart, 'gateway', { pipelines: simple });
    expect(spec('gateway').podDisruptionBudget).toEqual({ maxUnavailable: 1 });
    expect(objects().names('PodDisruptionBudget')).toEqual([]);
  });

  test('what the webhook would fill in is written, and the operator rewrites nothing', () => {
    const { chart, spec } = stage();
    new Collector(chart, 'gateway', { pipelines: simple });
    expect(spec('gateway')).toMatchObject({
      mode: 'deployment',
      managementState: 'managed',
      upgradeStrategy: 'none',
      replicas: 2,
      targetAllocator: { allocationStrategy: 'consistent-hashing', filterStrategy: 'relabel-config' },
    });
  });

  test('a namespace and a name that do not fit into one label are refused', () => {
    const { chart } = stage();
    expect(() => new Collector(chart, 'a'.repeat(43), { pipelines: simple })).toThrow('at most 42 characters');
  });

  test('an alert about itself asks only for what its pages yield', () => {
    const { alerts, yields } = new Collector(stage().chart, 'gateway', { pipelines: simple }).telemetry;
    const known = new Set(yields.flatMap(({ series }) => series));
    expect(alerts.length).toBeGreaterThanOrEqual(3);
    expect(alerts.flatMap(({ props }) => props.when.metrics).filter((name) => !known.has(name))).toEqual([]);
  });
});
