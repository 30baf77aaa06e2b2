import { ApiObject } from 'cdk8s';
import { Collector } from './collector.js';
import { stage } from './collector.fixture.js';
import { Instrumentation } from './instrumentation.js';
import * as otel from './otel.js';

const authority = { configMap: 'platform-authority' };

const on = (settings = {}) => {
  const all = stage(settings);
  const gateway = new Collector(all.chart, 'gateway', {
    pipelines: { traces: { from: [otel.otlp()], to: [otel.debug()] } },
  });
  return { ...all, gateway };
};

test('applications send to the endpoint, with the platform authority to check it by', () => {
  const { chart, gateway, objects } = on();
  new Instrumentation(chart, 'apps', { to: gateway.otlp, authority, attributes: { 'cloud.region': 'eu-1' } });
  expect(objects().one('Instrumentation', 'apps').spec).toMatchObject({
    exporter: {
      endpoint: 'https://gateway.telemetry.svc:4318',
      tls: { configMapName: 'platform-authority', ca_file: 'ca.crt' },
    },
    sampler: { type: 'parentbased_always_on' },
    resource: { resourceAttributes: { 'deployment.environment.name': 'default', 'cloud.region': 'eu-1' } },
  });
});

test('the pods of the namespace are admitted to it', () => {
  const { chart, gateway, objects } = on();
  new Instrumentation(chart, 'apps', { to: gateway.otlp, authority });
  expect(objects().one('NetworkPolicy', 'gateway').spec.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'telemetry' } },
          podSelector: {},
        },
      ],
      ports: [{ port: 4318, protocol: 'TCP' }],
    },
  ]);
});

test('without an authority an endpoint with a certificate is refused', () => {
  const { chart, gateway } = on();
  expect(() => new Instrumentation(chart, 'apps', { to: gateway.otlp })).toThrow(
    "telemetry/apps: authority: got undefined, allowed: the ConfigMap with the authority of gateway.telemetry.svc's certificate",
  );
});

test('an annotation on the pods has the agent injected, beside those that are there', () => {
  const { chart, gateway, objects } = on({ tls: false });
  const apps = new Instrumentation(chart, 'apps', { to: gateway.otlp });
  const template = { metadata: { annotations: { a: 'b' }, labels: { app: 'shop' } }, spec: { containers: [] } };
  const shop = new ApiObject(chart, 'shop', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec: { template },
  });
  apps.instrument(shop, { language: 'nodejs', service: 'shop', version: '1.2' });
  expect(objects().one('Deployment', 'shop').spec.template.metadata).toEqual({
    labels: { app: 'shop' },
    annotations: {
      a: 'b',
      'instrumentation.opentelemetry.io/inject-nodejs': 'telemetry/apps',
      'resource.opentelemetry.io/service.name': 'shop',
      'resource.opentelemetry.io/service.version': '1.2',
    },
  });
});

test('what makes no pods is refused', () => {
  const { chart, gateway } = on({ tls: false });
  const apps = new Instrumentation(chart, 'apps', { to: gateway.otlp });
  const map = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(() => apps.instrument(map, { language: 'java', service: 'x' })).toThrow('instrument what makes the pods');
});

test('a program in Go gets the environment of its SDK', () => {
  const { chart, gateway } = on({ tls: false });
  const apps = new Instrumentation(chart, 'apps', { to: gateway.otlp, sampler: { keep: 'ratio', ratio: 0.1 } });
  expect(apps.environment({ service: 'cart', version: '2' })).toEqual({
    OTEL_SERVICE_NAME: 'cart',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=default,service.version=2',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://gateway.telemetry.svc:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_PROPAGATORS: 'tracecontext,baggage',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.1',
  });
});
