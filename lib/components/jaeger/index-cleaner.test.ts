import { Duration } from 'cdk8s';
import type { Written } from '../../testing/objects.js';
import { lasting, specOf } from './jaeger.fixture.js';

describe('what is old', () => {
  const cronJob = (...given: Parameters<typeof lasting>): Written =>
    lasting(...given)
      .objects()
      .one('CronJob', 'jaeger-es-index-cleaner').spec;
  const container = (...given: Parameters<typeof lasting>): Written =>
    cronJob(...given).jobTemplate.spec.template.spec.containers[0];

  test('goes each night, an index a day after its first span is seven days old', () => {
    expect(cronJob()).toMatchObject({ schedule: '30 0 * * *', concurrencyPolicy: 'Forbid' });
    expect(container().args).toEqual(['8', 'https://elasticsearch-es-http.traces.svc:9200']);
  });

  test('is found and deleted as late as was asked', () => {
    const made = lasting({ retention: Duration.days(90) });
    const [{ args }] = made.objects().one('CronJob', 'jaeger-es-index-cleaner').spec.jobTemplate.spec.template
      .spec.containers;
    expect(args[0]).toBe('91');
    const { traces } = specOf(made, 'jaeger-query').config.extensions.jaeger_storage.backends;
    expect(traces.elasticsearch.max_span_age).toBe('2160h');
  });

  test('is deleted by the names that upstream gives its variables, over TLS, with a password that no argument shows', () => {
    expect(container({}, { indexPrefix: 'shop' }).env).toEqual([
      { name: 'ES_USERNAME', value: 'jaeger' },
      { name: 'INDEX_PREFIX', value: 'shop' },
      { name: 'ES_TLS_ENABLED', value: 'true' },
      { name: 'ES_TLS_CA', value: '/etc/secrets/jaeger-es-index-cleaner-tls/ca.crt' },
      { name: 'ES_TLS_CERT', value: '/etc/secrets/jaeger-es-index-cleaner-tls/tls.crt' },
      { name: 'ES_TLS_KEY', value: '/etc/secrets/jaeger-es-index-cleaner-tls/tls.key' },
      {
        name: 'ES_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'elasticsearch-user-jaeger', key: 'password' } },
      },
    ]);
  });

  test('is admitted to Elasticsearch by its own policy', () => {
    const { egress } = lasting().objects().one('NetworkPolicy', 'jaeger-es-index-cleaner').spec;
    expect(egress).toHaveLength(1);
    expect(egress[0].ports).toEqual([{ port: 9200, protocol: 'TCP' }]);
  });
});
