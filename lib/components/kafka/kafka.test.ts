import { Duration, Size } from 'cdk8s';
import * as models from '@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1';
import { kubeadm } from '../../kernel/cluster-profile.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { dialTopic } from '../../kernel/topic.js';
import type { Written } from '../../testing/objects.js';
import { Site } from '../../workload/site.js';
import { made } from './kafka.fixture.js';
import { Kafka } from './kafka.js';

const labels = (part: string): object => ({
  'strimzi.io/cluster': 'events',
  'strimzi.io/kind': 'Kafka',
  'strimzi.io/name': `events-${part}`,
});

describe('unless somebody says otherwise', () => {
  const objects = made().objects();
  const { kafka, entityOperator, kafkaExporter } = objects.one('Kafka', 'events').spec;
  const pool = (name: string): Written => objects.one('KafkaNodePool', name).spec;

  test('three brokers keep messages and three controllers elect them, each on a volume that outlives it', () => {
    expect(objects.names('KafkaNodePool')).toEqual(['broker', 'controller']);
    expect(pool('broker')).toMatchObject({ replicas: 3, roles: ['broker'] });
    expect(pool('controller')).toMatchObject({ replicas: 3, roles: ['controller'] });
    expect(pool('broker').storage).toEqual({
      type: 'jbod',
      volumes: [
        {
          id: 0,
          type: 'persistent-claim',
          size: '100Gi',
          class: 'standard',
          deleteClaim: false,
          kraftMetadata: 'shared',
        },
      ],
    });
    expect(objects.one('KafkaNodePool', 'broker').metadata.labels).toEqual({ 'strimzi.io/cluster': 'events' });
  });

  test('whoever comes proves itself with a certificate, and may only what is written down', () => {
    expect(kafka.listeners).toHaveLength(1);
    expect(kafka.listeners[0]).toMatchObject({
      port: 9093,
      type: 'internal',
      tls: true,
      authentication: { type: 'tls' },
    });
    expect(kafka.authorization).toEqual({ type: 'simple' });
  });

  test('a message is kept by three brokers, of which one may be away, and no topic is made by a mistake', () => {
    expect(kafka.config).toEqual({
      'auto.create.topics.enable': false,
      'default.replication.factor': 3,
      'min.insync.replicas': 2,
      'offsets.topic.replication.factor': 3,
      'transaction.state.log.replication.factor': 3,
      'transaction.state.log.min.isr': 2,
    });
  });

  test('the copies of a message are kept in different zones', () => {
    expect(kafka.rack).toEqual({ type: 'topology-label', topologyKey: 'topology.kubernetes.io/zone' });
    const [host, zone] = pool('broker').template.pod.topologySpreadConstraints;
    expect(host).toMatchObject({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' });
    expect(zone).toMatchObject({ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' });
    expect(host.labelSelector.matchLabels).toEqual({
      'strimzi.io/cluster': 'events',
      'strimzi.io/pool-name': 'broker',
    });
  });

  test('the version is that of the image', () => {
    expect(kafka.version).toBe('4.3.1');
    expect(kafka.image).toBe('quay.io/strimzi/kafka:1.2.0-kafka-4.3.1');
  });

  test('every pod is restricted, its root is read-only, and memory is limited, but not processors', () => {
    const { template } = pool('controller');
    const pods = [template.pod, entityOperator.template.pod, kafkaExporter.template.pod];
    for (const { securityContext } of pods) {
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 1001,
        fsGroup: 0,
        seccompProfile: { type: 'RuntimeDefault' },
      });
    }
    const { topicOperatorContainer, userOperatorContainer } = entityOperator.template;
    const { kafkaContainer, initContainer } = template;
    const containers = [
      kafkaContainer,
      initContainer,
      topicOperatorContainer,
      userOperatorContainer,
      kafkaExporter.template.container,
    ];
    for (const { securityContext } of containers) {
      expect(securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
    }
    const { topicOperator, userOperator } = entityOperator;
    for (const { resources } of [pool('broker'), pool('controller'), topicOperator, userOperator, kafkaExporter]) {
      expect(resources.requests.memory).toBe(resources.limits.memory);
      expect(resources.limits.cpu).toBeUndefined();
    }
  });

  test('a drain takes one node at a time', () => {
    expect(kafka.template.podDisruptionBudget).toEqual({ maxUnavailable: 1 });
  });
});

test('every image comes through the mirror of the environment, with its pull secret', () => {
  const pullSecret = SecretRef.external('registry', '.dockerconfigjson');
  const objects = made({}, { images: { registry: 'registry.example.com/mirror', pullSecret } }).objects();
  const { kafka, entityOperator, kafkaExporter } = objects.one('Kafka', 'events').spec;
  const images = [
    kafka.image,
    kafka.brokerRackInitImage,
    entityOperator.topicOperator.image,
    entityOperator.userOperator.image,
    kafkaExporter.image,
  ];
  expect(images.filter((image: string) => !image.startsWith('registry.example.com/mirror/strimzi/'))).toEqual([]);
  const pods = [objects.one('KafkaNodePool', 'broker').spec, entityOperator, kafkaExporter].map(
    ({ template }) => template.pod.imagePullSecrets,
  );
  expect(pods).toEqual([[{ name: 'registry' }], [{ name: 'registry' }], [{ name: 'registry' }]]);
});

describe('for development', () => {
  const { kafka, objects } = made({ nodes: { kind: 'single' } });

  test('one node does all, and keeps one copy', () => {
    expect(objects().names('KafkaNodePool')).toEqual(['dual-role']);
    const { replicas, roles, template } = objects().one('KafkaNodePool', 'dual-role').spec;
    expect({ replicas, roles }).toEqual({ replicas: 1, roles: ['controller', 'broker'] });
    expect(template.pod.topologySpreadConstraints).toBeUndefined();
    const { config, rack } = objects().one('Kafka', 'events').spec.kafka;
    expect(config).toMatchObject({ 'default.replication.factor': 1, 'min.insync.replicas': 1 });
    expect(rack).toBeUndefined();
  });

  test('a topic has one copy, of which its one broker must have all', () => {
    kafka.topic('orders');
    const { partitions, replicas, config } = objects().one('KafkaTopic', 'events-orders').spec;
    expect({ partitions, replicas }).toEqual({ partitions: 1, replicas: 1 });
    expect(config['min.insync.replicas']).toBe(1);
  });
});

test('where there is one zone, or somebody says so, no node asks in which it is', () => {
  const rack = (...given: Parameters<typeof made>): unknown =>
    made(...given)
      .objects()
      .one('Kafka', 'events').spec.kafka.rack;
  expect(rack({}, { profile: kubeadm({ zones: ['only'] }) })).toBeUndefined();
  expect(rack({ rackAware: false })).toBeUndefined();
});

describe('the network', () => {
  const ports = (rules: Written[] = []): number[] =>
    rules.flatMap((rule) => rule.ports.map(({ port }: Written) => port));

  test('its nodes talk to each other and to the API server, where they read their certificates, and to nobody else', () => {
    const { podSelector, egress } = made().objects().one('NetworkPolicy', 'events').spec;
    expect(podSelector.matchLabels).toEqual(labels('kafka'));
    const pods = egress.filter(({ to }: Written) => to[0].podSelector);
    expect(pods.map(({ to }: Written) => to[0].podSelector.matchLabels)).toEqual([labels('kafka'), labels('kafka')]);
    expect(ports(pods)).toEqual([9090, 9091]);
    expect(ports(egress.filter(({ to }: Written) => to[0].ipBlock))).toEqual([6443]);
  });

  test('the operator reaches what it governs, and those of topics and users and the exporter what they ask', () => {
    const { objects } = made();
    const { ingress } = objects().one('NetworkPolicy', 'events').spec;
    const from = (match: object): number[] =>
      ports(
        ingress.filter(
          ({ from }: Written) => JSON.stringify(from[0].podSelector.matchLabels) === JSON.stringify(match),
        ),
      ).sort();
    expect(from({ 'strimzi.io/kind': 'cluster-operator' })).toEqual([8443, 9090, 9091]);
    expect(from(labels('entity-operator'))).toEqual([9091]);
    expect(from(labels('kafka-exporter'))).toEqual([9091]);
  });

  test('who comes is admitted by our policy and by that which Strimzi makes, at the listener alone', () => {
    const { chart, kafka, objects } = made();
    const spans = kafka.topic('spans');
    const client = new Site(chart, 'client', { labels: { app: 'client' } });
    dialTopic(client, kafka.user('client', { writes: [spans] }).writing(spans));
    const peers = [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'bus' } },
        podSelector: { matchLabels: { app: 'client' } },
      },
    ];
    expect(objects().one('Kafka', 'events').spec.kafka.listeners[0].networkPolicyPeers).toEqual(peers);
    const { ingress } = objects().one('NetworkPolicy', 'events').spec;
    const admitted = ingress.filter(({ from }: Written) => JSON.stringify(from) === JSON.stringify(peers));
    expect(ports(admitted)).toEqual([9093]);
    expect(ports(objects().one('NetworkPolicy', 'client').spec.egress)).toEqual([9093]);
  });

  test('where nobody comes, the list is not empty, since Strimzi would then let everybody in', () => {
    const [listener] = made().objects().one('Kafka', 'events').spec.kafka.listeners;
    expect(listener.networkPolicyPeers).toHaveLength(1);
    expect(listener.networkPolicyPeers[0].podSelector.matchLabels).toEqual(labels('kafka'));
  });

  test('no certificate of the platform is made for pods that Strimzi gives theirs', () => {
    expect(made().objects().names('Certificate')).toEqual([]);
  });
});

test('it is watched at two pages, by alerts that each ask for what the pages yield', () => {
  const { metrics, alerts, yields } = made().kafka.telemetry;
  expect(metrics.map(({ job }) => job)).toEqual(['events', 'events-exporter']);
  expect(metrics.map(({ endpoint }) => endpoint.answeredBy.pods?.labels)).toEqual([
    labels('kafka'),
    labels('kafka-exporter'),
  ]);
  const known = new Set(yields.flatMap(({ series }) => series));
  const asked = alerts.flatMap(({ props }) => props.when.metrics);
  expect(asked.length).toBeGreaterThanOrEqual(alerts.length);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

test('its volumes together are what its brokers keep, without the controllers', () => {
  const { kafka } = made({ nodes: { kind: 'apart', brokers: { count: 4, storage: Size.gibibytes(50) } } });
  expect(kafka.brokers).toBe(4);
  expect(kafka.storage.toGibibytes()).toBe(200);
});

test('the models that the CRDs were made into take every object', () => {
  const { kafka, chart, objects } = made();
  const spans = kafka.topic('spans', { partitions: 12, retention: Duration.days(2) });
  const user = kafka.user('client', { reads: [spans], writes: [spans], group: 'readers' });
  dialTopic(new Site(chart, 'client', { labels: { app: 'client' } }), user.reading(spans));
  const written = objects().all.filter(({ apiVersion }) => apiVersion === 'kafka.strimzi.io/v1');
  expect(written.map(({ kind }) => kind as string).sort()).toEqual([
    'Kafka',
    'KafkaNodePool',
    'KafkaNodePool',
    'KafkaTopic',
    'KafkaUser',
  ]);
  for (const object of written) {
    const Model = models[object.kind as 'Kafka'];
    expect(() => new Model(object).validate()).not.toThrow();
  }
  const pool = written.find(({ kind }) => kind === 'KafkaNodePool');
  const misspelt = new models.KafkaNodePool({ ...pool, spec: { ...pool.spec, roles: ['brokr'] } });
  expect(() => misspelt.validate()).toThrow('data/spec/roles/0');
});

describe('it refuses', () => {
  test('an even number of controllers', () => {
    expect(() => made({ nodes: { kind: 'apart', controllers: { count: 2 } } })).toThrow(
      "bus/events: nodes.controllers.count: got 2, allowed: an odd number, from 3: more than half of them must agree, and one more makes that no safer; write 3, or 5 to bear the loss of two; { kind: 'single' } is for development",
    );
  });

  test('two brokers', () => {
    expect(() => made({ nodes: { kind: 'apart', brokers: { count: 2 } } })).toThrow(
      'bus/events: nodes.brokers.count: got 2, allowed: a whole number, from 3',
    );
  });

  test('a name of which Strimzi could not make that of its Service', () => {
    const { chart } = made();
    expect(() => new Kafka(chart, 'a'.repeat(46))).toThrow('at most 45 characters');
  });
});
