import { stage } from './collector.fixture.js';
import * as otel from './otel.js';
import { TraceGateway } from './trace-gateway.js';

const synth = (settings = {}) => {
  const on = stage(settings);
  const { chart, jaeger, doors, loki } = on;
  const gateway = new TraceGateway(chart, 'gateway', {
    sampling: {
      policies: [
        { name: 'errors', keep: 'errors' },
        { name: 'rest', keep: 'percentage', percentage: 10 },
      ],
    },
    to: [otel.toOtlp(jaeger)],
    metricsTo: [otel.toRemoteWrite(doors)],
    pipelines: { logs: { from: [otel.otlp()], to: [otel.toOtlpHttp(loki)] } },
  });
  return { ...on, gateway };
};

test('the first tier brings the spans of a trace to one sampler, and checks it by the name of its Service', () => {
  const { config } = synth();
  expect(config('gateway-balancer').exporters.load_balancing).toMatchObject({
    routing_key: 'traceID',
    resolver: { dns: { hostname: 'gateway-sampler-collector-headless.telemetry.svc', port: '4317' } },
    protocol: { otlp: { tls: { server_name_override: 'gateway-sampler-collector-headless.telemetry.svc' } } },
  });
});

test('the second tier counts all spans before it decides which are kept', () => {
  const { pipelines } = synth().config('gateway-sampler').service;
  expect(pipelines['traces/all'].exporters).toEqual(['span_metrics', 'service_graph', 'exceptions', 'forward/all']);
  expect(pipelines['traces/kept'].processors).toEqual(['memory_limiter', 'tail_sampling']);
  expect(pipelines['metrics/spans'].receivers).toEqual(['span_metrics', 'service_graph', 'exceptions']);
});

test('each replica writes series of its own', () => {
  const { processors } = synth().config('gateway-sampler');
  expect(processors['resource/replica'].attributes).toEqual([
    { action: 'upsert', key: 'service.instance.id', value: '${env:POD_NAME}' },
  ]);
});

test('the certificate of the second tier carries the name that the first checks', () => {
  const { dnsNames } = synth().objects().one('Certificate', 'gateway-sampler-tls').spec;
  expect(dnsNames).toContain('gateway-sampler-collector-headless.telemetry.svc');
});

test('other signals are taken at the same endpoint', () => {
  const { gateway, config } = synth();
  expect(config('gateway-balancer').service.pipelines.logs.exporters).toEqual(['otlp_http']);
  expect(gateway.otlp.grpc).toBeDefined();
});

test('only the first tier is admitted to the second', () => {
  const { ingress } = synth().objects().one('NetworkPolicy', 'gateway-sampler').spec;
  expect(ingress).toHaveLength(1);
  expect(ingress[0].from[0].podSelector.matchLabels['app.kubernetes.io/instance']).toBe('telemetry.gateway-balancer');
});
