import { Chart } from 'cdk8s';
import { objectsOf } from '../../testing/objects.js';
import { Namespace } from '../../workload/namespace.js';
import { Site } from '../../workload/site.js';
import { Alertmanager } from './alertmanager.js';
import { channel, heartbeat, key, mail, pager, synth as made } from './alertmanager.fixture.js';
import { inhibition } from './inhibition.js';
import { msTeams, webhook } from './receivers/index.js';
import { group, text } from './text.js';

const synth = (...given: Parameters<typeof made>) => {
  const { alerts, chart } = made(...given);
  return { alerts, chart, objects: () => objectsOf(chart) };
};

const plain = { routing: { shop: pager, sre: pager, pay: pager }, smtp: undefined };

describe('the routing', () => {
  const config = () => synth().objects().one('AlertmanagerConfig', 'alertmanager-routing').spec;

  test('is the global one, so that no namespace is matched', () => {
    const { spec } = synth().objects().one('Alertmanager', 'alertmanager');
    expect(spec.alertmanagerConfiguration.name).toBe('alertmanager-routing');
    expect(spec.alertmanagerConfigSelector).toBeUndefined();
  });

  test('has the heartbeat first, then the teams by name, and names only receivers that are there', () => {
    const { route, receivers } = config();
    const matched = route.routes.map(({ matchers }: { matchers: { value: string }[] }) => matchers[0]?.value);
    expect(matched).toEqual(['Watchdog', 'pay', 'shop', 'sre']);
    const names = receivers.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    const asked = JSON.stringify(route).match(/(?<="receiver":")[^"]+/g);
    expect(new Set(asked)).toEqual(new Set(names));
  });

  test('a critical alert silences the lesser of its name, in its cluster and namespace', () => {
    expect(config().inhibitRules).toEqual([
      {
        sourceMatch: [{ name: 'severity', value: 'critical', matchType: '=' }],
        targetMatch: [{ name: 'severity', value: 'warning|info', matchType: '=~' }],
        equal: ['alertname', 'cluster', 'namespace'],
      },
    ]);
  });

  test('takes inhibitions and mute times of the platform', () => {
    const down = inhibition({
      while: { alertname: 'Down' },
      silence: { severity: 'warning' },
      equal: ['cluster', 'service'],
    });
    const muteTimes = [
      {
        name: 'night',
        team: 'shop',
        severity: 'info',
        during: [{ hours: { from: '22:00', to: '24:00' }, days: { from: 1, to: -1 } }],
      },
    ] as const;
    const { spec } = synth({ inhibitions: [down], muteTimes })
      .objects()
      .one('AlertmanagerConfig', 'alertmanager-routing');
    expect(spec.inhibitRules[1]).toMatchObject({ equal: ['cluster', 'service'] });
    expect(spec.muteTimeIntervals).toEqual([
      {
        name: 'night',
        timeIntervals: [{ times: [{ startTime: '22:00', endTime: '24:00' }], daysOfMonth: [{ start: 1, end: -1 }] }],
      },
    ]);
  });

  test('the heartbeat is not told that it ended', () => {
    const beat = config().receivers.find(({ name }: { name: string }) => name === 'heartbeat');
    expect(beat.webhookConfigs).toEqual([
      { urlSecret: { name: 'alertmanager-secrets', key: 'heartbeat-url' }, sendResolved: false },
    ]);
  });
});

describe('secrets', () => {
  test('are all delivered, since one that is missing stops the operator', () => {
    const { data } = synth().objects().one('ExternalSecret', 'alertmanager-secrets').spec;
    expect(data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual([
      'heartbeat-url',
      'pagerduty-key',
      'slack-api-url',
      'smtp-password',
    ]);
  });

  test('mail leaves by smtp, encrypted, with its password from the secret', () => {
    const { spec } = synth().objects().one('Alertmanager', 'alertmanager');
    expect(spec.alertmanagerConfiguration.global.smtp).toEqual({
      smartHost: { host: 'smtp.example.com', port: '587' },
      from: 'alerts@example.com',
      authUsername: 'alerts',
      authPassword: { name: 'alertmanager-secrets', key: 'smtp-password' },
      requireTLS: true,
    });
  });
});

describe('the network', () => {
  const policy = () => synth().objects().one('NetworkPolicy', 'alertmanager').spec;

  test('lets out to the services that are told, and no other', () => {
    const outside = policy().egress.filter(({ to }: { to: object[] }) => 'ipBlock' in (to[0] as object));
    const ports = outside.map(({ ports: [one] }: { ports: { port: number }[] }) => one?.port);
    expect(new Set(ports)).toEqual(new Set([443, 587]));
  });

  test('lets members gossip with each other, whom the labels of the operator select', () => {
    const labels = {
      'app.kubernetes.io/name': 'alertmanager',
      'app.kubernetes.io/instance': 'alertmanager',
      alertmanager: 'alertmanager',
    };
    expect(policy().podSelector.matchLabels).toEqual(labels);
    for (const protocol of ['TCP', 'UDP']) {
      expect(policy().ingress).toContainEqual({
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: labels },
          },
        ],
        ports: [{ port: 9094, protocol }],
      });
    }
  });

  test('who dials the endpoint reaches every replica, and is let in', () => {
    const { alerts, chart, objects } = synth();
    const site = new Site(chart, 'asker', { labels: { app: 'asker' } });
    expect(site.dial(alerts.endpoint.api).url).toBe('https://alertmanager-operated.monitoring.svc:9093');
    expect(JSON.stringify(objects().one('NetworkPolicy', 'alertmanager').spec.ingress)).toContain('"app":"asker"');
    expect(alerts.endpoint.replicas).toEqual({
      namespace: 'monitoring',
      service: 'alertmanager-operated',
      port: 'web',
    });
  });

  test('people find it under its own name', () => {
    const { spec } = synth().objects().one('Service', 'alertmanager');
    expect(spec.ports).toEqual([{ name: 'web', port: 9093, targetPort: 9093, protocol: 'TCP' }]);
  });
});

describe('TLS', () => {
  test('is spoken by the page, and both ways between members, by the name of their Service', () => {
    const { spec } = synth().objects().one('Alertmanager', 'alertmanager');
    const cert = { cert: { secret: { name: 'alertmanager-tls', key: 'tls.crt' } } };
    expect(spec.web.tlsConfig).toMatchObject(cert);
    expect(spec.clusterTLS.server).toMatchObject({ ...cert, clientAuthType: 'RequireAndVerifyClientCert' });
    expect(spec.clusterTLS.client).toMatchObject({ ...cert, serverName: 'alertmanager-operated.monitoring.svc' });
  });

  test('members ask for a name that is in their certificate', () => {
    const { spec } = synth().objects().one('Certificate', 'alertmanager-tls');
    expect(spec.dnsNames).toContain('alertmanager-operated.monitoring.svc');
    expect(spec.dnsNames).toContain('alertmanager.monitoring.svc');
  });

  test('is not there where the cluster is in the clear', () => {
    const { spec } = synth({}, { tls: false }).objects().one('Alertmanager', 'alertmanager');
    expect([spec.web, spec.clusterTLS]).toEqual([undefined, undefined]);
  });
});

describe('receivers of ours', () => {
  test('a component is told by its endpoint, with our certificate', () => {
    const { chart } = synth();
    const remediation = new Chart(chart.node.root as never, 'remediation', {
      namespace: 'monitoring-2',
      disableResourceNameHashes: true,
    });
    new Namespace(remediation, 'monitoring-2');
    const to = new Site(remediation, 'events', { labels: { app: 'events' } }).listen('webhook', {
      service: 'events',
      port: 12000,
    });
    const alerts = new Chart(chart.node.root as never, 'two', {
      namespace: 'monitoring-2',
      disableResourceNameHashes: true,
    });
    new Alertmanager(alerts, 'alerts', {
      ...plain,
      heartbeat,
      otherwise: webhook({ name: 'remediation', to, path: '/alerts' }),
    });
    const { receivers } = objectsOf(alerts).one('AlertmanagerConfig', 'alerts-routing').spec;
    expect(receivers).toContainEqual({
      name: 'webhook-remediation',
      webhookConfigs: [
        {
          url: 'https://events.monitoring-2.svc:12000/alerts',
          sendResolved: true,
          httpConfig: { tlsConfig: expect.objectContaining({ serverName: 'events.monitoring-2.svc' }) },
        },
      ],
    });
  });

  test('Teams is told through the host that was named', () => {
    const teams = msTeams({ channel: 'Ops', url: key('teams-url'), host: 'prod-1.westeurope.logic.azure.com' });
    const { receivers } = synth({ otherwise: teams }).objects().one('AlertmanagerConfig', 'alertmanager-routing').spec;
    expect(receivers.map(({ name }: { name: string }) => name)).toContain('msteams-ops');
  });
});

test('each pod is restricted, spread and protected, and asks for what it needs', () => {
  const objects = synth().objects();
  const { spec } = objects.one('Alertmanager', 'alertmanager');
  expect(spec).toMatchObject({
    replicas: 3,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    priorityClassName: 'observability-critical',
    retention: '120h',
  });
  for (const container of [...spec.containers, ...spec.initContainers]) {
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  }
  expect(objects.names('PodDisruptionBudget')).toEqual(['alertmanager-alertmanager']);
});

test('one replica has nobody to gossip with', () => {
  const objects = synth({ replicas: 1 }).objects();
  expect(objects.one('Alertmanager', 'alertmanager').spec.clusterTLS).toBeUndefined();
  expect(JSON.stringify(objects.one('NetworkPolicy', 'alertmanager').spec)).not.toContain('9094');
  expect(objects.names('PodDisruptionBudget')).toEqual([]);
});

test('notifications say what the platform wants them to say', () => {
  const { alerts, objects } = synth({ notices: { title: text`shop: ${group.summary}` } });
  const written = objects().one('ConfigMap', 'alertmanager-templates').data['notices.tmpl'];
  expect(written).toBe(alerts.notices);
  expect(written).toContain('{{ define "observability.title" }}shop: {{ .CommonAnnotations.summary }}{{ end }}');
});

test('asks only for metrics that it yields', () => {
  const { telemetry } = synth().alerts;
  const yields = new Set(telemetry.yields.flatMap(({ series }) => series));
  for (const { props } of telemetry.alerts) expect(props.when.metrics.filter((name) => !yields.has(name))).toEqual([]);
});

describe('refuses', () => {
  test('mail without a server', () => {
    expect(() => synth({ smtp: undefined })).toThrow(
      'alerting/alertmanager: smtp: got undefined, allowed: a server, since email-sre-example-com is of mail; say how mail leaves with smtp',
    );
  });

  test('a server that no mail needs', () => {
    expect(() => synth({ routing: plain.routing })).toThrow(
      "smtp: got 'a server', allowed: no server where no receiver is of mail; leave smtp out",
    );
  });

  test('half a replica', () => {
    expect(() => synth({ replicas: 0.5 })).toThrow('replicas: got 0.5, allowed: a whole number from 1; give 3');
  });

  test('a second one in its namespace', () => {
    const { chart } = synth();
    expect(() => new Alertmanager(chart, 'second', { ...plain, heartbeat, otherwise: channel })).toThrow(
      "alerting/second: namespace: got 'monitoring', allowed: one Alertmanager in a namespace, and alerting/alertmanager is there",
    );
  });

  test('a routing that is none, naming itself', () => {
    const pay = { critical: pager, warning: pager, info: pager, otherwise: mail };
    expect(() => synth({ routing: { shop: pager, sre: mail, pay } })).toThrow(
      'alerting/alertmanager: routing.pay.otherwise',
    );
  });
});
