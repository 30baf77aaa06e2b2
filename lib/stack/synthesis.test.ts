import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigMap } from '../../imports/kubernetes.js';
import { Manifest } from '../../imports/manifest.js';
import { Collector } from '../components/collector/collector.js';
import * as otel from '../components/collector/otel.js';
import { Grafana } from '../components/grafana/grafana.js';
import { NodeExporter } from '../components/node-exporter/node-exporter.js';
import { Prometheus } from '../components/prometheus/prometheus.js';
import { kubeadm } from '../kernel/cluster-profile.js';
import { environmentsOf } from '../kernel/environment.js';
import { Refusal } from '../kernel/refusal.js';
import { SecretRef } from '../kernel/secret-ref.js';
import { metric } from '../query/metric.js';
import { promql } from '../query/promql.js';
import { dashboard } from '../signals/dashboard/dashboard.js';
import { stat } from '../signals/dashboard/stat.js';
import { base } from './base.js';
import type { EnvironmentApp } from './environment-app.js';
import { synthesize, SynthesisRefused, type Synthesizable } from './synthesis.js';

const row = {
  tier: 'production',
  region: 'eu',
  domain: 'example.com',
  cluster: kubeadm(),
  load: { series: 1000, spansPerSecond: 10, logsPerDay: Size.gibibytes(1), nodes: 3 },
  retention: { metrics: Duration.days(7), logs: Duration.days(7), traces: Duration.days(7) },
} as const;
const [eu, us, asia] = environmentsOf('acme', { eu: row, us: row, asia: row }) as [
  Synthesizable['environment'],
  Synthesizable['environment'],
  Synthesizable['environment'],
];

const out = mkdtempSync(join(tmpdir(), 'synthesis-'));
const before = process.env['CDK8S_OUTDIR'];

afterAll(() => {
  rmSync(out, { recursive: true });
  if (before === undefined) delete process.env['CDK8S_OUTDIR'];
  else process.env['CDK8S_OUTDIR'] = before;
});

/** Synthesizes into a folder, and gives back what was refused and the files that are there. */
const synth = (folder: string, ...all: readonly Synthesizable[]) => {
  process.env['CDK8S_OUTDIR'] = join(out, folder);
  const environments: string[] = [];
  let reasons: readonly string[] = [];
  try {
    synthesize(all, ({ environment }) => environments.push(environment));
  } catch (error) {
    if (!(error instanceof SynthesisRefused)) throw error;
    reasons = error.reasons;
  }
  return { reasons, environments, files: () => filesIn(join(out, folder)) };
};

const filesIn = (folder: string): Record<string, string> => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
};

const refusing = (app: EnvironmentApp): void => {
  throw new Refusal({ at: `${app.chart('logs').node.path}/loki`, field: 'store', given: 'x', allowed: 'y', fix: 'z' });
};

/** Two constructs of which each knows only at the end what is wrong with it. */
const invalid = (app: EnvironmentApp): void => {
  const chart = app.chart('dashboards', 'monitoring');
  for (const id of ['a', 'b']) {
    const construct = new Construct(chart, id);
    construct.node.addValidation({ validate: () => [`${id} misses what it asks`] });
  }
};

const fine = (app: EnvironmentApp): void => void base(app, { namespaces: { monitoring: {} } });

describe('what is refused', () => {
  test('one run reports every environment: what constructors refuse, and what only the whole shows', () => {
    const { reasons } = synth('both', { environment: eu, build: refusing }, { environment: us, build: invalid });
    expect(reasons).toEqual([
      "acme-eu/logs/loki: store: got 'x', allowed: y; z",
      'acme-us/dashboards/a: a misses what it asks',
      'acme-us/dashboards/b: b misses what it asks',
    ]);
  });

  test('an environment that is fine is built between two that are not', () => {
    const { reasons, environments } = synth(
      'between',
      { environment: eu, build: refusing },
      { environment: us, build: fine },
      { environment: asia, build: invalid },
    );
    expect(environments).toEqual(['acme-us']);
    expect(reasons).toHaveLength(3);
  });

  test('an environment that is refused writes no file at all', () => {
    const build = (app: EnvironmentApp): void => {
      fine(app);
      invalid(app);
    };
    const { files } = synth('nothing', { environment: eu, build }, { environment: us, build: fine });
    expect(Object.keys(files())).toEqual(['acme-us/base.k8s.yaml']);
  });

  test('of two environments of one name the second is not built, nor does it overwrite the first', () => {
    const { reasons, environments, files } = synth(
      'twice',
      { environment: eu, build: fine },
      { environment: { ...eu }, build: invalid },
    );
    expect(environments).toEqual(['acme-eu']);
    expect(reasons).toEqual([
      "acme-eu/environment: got 'acme-eu', allowed: one environment of a name, over all platforms; rename the row of one of the two, or its platform",
    ]);
    expect(Object.keys(files())).toEqual(['acme-eu/base.k8s.yaml']);
  });

  test('names are looked at as they come, so that environments need not all be there at once', () => {
    const seen: string[] = [];
    function* lazily(): Generator<Synthesizable> {
      for (const environment of [eu, us]) {
        seen.push(environment.name);
        yield { environment, build: fine };
      }
    }
    process.env['CDK8S_OUTDIR'] = join(out, 'lazily');
    synthesize(lazily(), ({ environment }) => seen.push(`${environment} is written`));
    expect(seen).toEqual(['acme-eu', 'acme-eu is written', 'acme-us', 'acme-us is written']);
  });

  test('the message counts the reasons and shows each on a line', () => {
    const error = new SynthesisRefused(['a: x', 'b: y']);
    expect(error.message).toBe('nothing was synthesized, for 2 reasons:\na: x\nb: y');
  });

  test('an error that is none of ours is not taken for a refusal', () => {
    const build = (): void => {
      throw new TypeError('a bug');
    };
    expect(() => synth('bug', { environment: eu, build })).toThrow(TypeError);
  });
});

type Statement = (made: {
  readonly app: EnvironmentApp;
  readonly metrics: Prometheus<'ops'>;
  readonly grafana: Grafana;
}) => void;

const up = metric('up');
const about = (uid: string) => dashboard({ uid, title: uid, description: 'Whether it answers.', rows: [now] });
const now = {
  title: 'Now',
  panels: [stat({ title: 'Up', description: 'How many answer.', unit: 'short', query: promql`count(${up})` })],
};

/** Statements of which none uses what another made: they may stand in any order. */
const independent: readonly Statement[] = [
  ({ app }) => void new NodeExporter(app.chart('nodes', 'nodes'), 'node-exporter'),
  ({ app }) => {
    const pipelines = { logs: { from: [otel.otlp()], to: [otel.debug()] } } as const;
    void new Collector(app.chart('gateway', 'monitoring'), 'gateway', { pipelines });
  },
  ({ grafana, metrics }) => void grafana.prometheus('Metrics', metrics.read, { default: true }),
  ({ grafana }) => grafana.dashboard(about('one')),
  ({ grafana }) => grafana.dashboard(about('two')),
  ({ metrics }) => metrics.discover('shop', { namespaces: ['shop'], labels: { app: 'shop' }, port: 8080 }),
  ({ metrics }) => metrics.discover('till', { namespaces: ['till'], labels: { app: 'till' }, port: 8080 }),
  ({ app, metrics }) => {
    const pipelines = { metrics: { from: [otel.otlp()], to: [otel.toRemoteWrite(metrics.write)] } } as const;
    void new Collector(app.chart('pusher', 'monitoring'), 'pusher', { pipelines });
  },
];

const build =
  (statements: readonly Statement[]) =>
  (app: EnvironmentApp): void => {
    base(app, { namespaces: { monitoring: {}, nodes: { podSecurity: 'privileged' } } });
    const metrics = new Prometheus<'ops'>(app.chart('metrics', 'monitoring'), 'prometheus', {
      storage: Size.gibibytes(50),
      receivesRemoteWrite: true,
      links: { runbooks: 'https://runbooks.example.com' },
    });
    const admin = SecretRef.external('grafana-admin', 'password');
    const grafana = new Grafana(app.chart('dashboards', 'monitoring'), 'grafana', {
      url: 'https://g.example.com',
      admin,
    });
    for (const statement of statements) statement({ app, metrics, grafana });
  };

describe('what is written', () => {
  test('one file for each chart, in a folder for each environment', () => {
    const { files } = synth('files', { environment: eu, build: build(independent) }, { environment: us, build: fine });
    expect(Object.keys(files())).toEqual([
      ...['base', 'dashboards', 'gateway', 'metrics', 'nodes', 'pusher'].map((chart) => `acme-eu/${chart}.k8s.yaml`),
      'acme-us/base.k8s.yaml',
    ]);
  });

  test('swapping independent statements changes no byte of any file', () => {
    const straight = synth('straight', { environment: eu, build: build(independent) }).files();
    const rotations = independent.map((_, at) => [...independent.slice(at), ...independent.slice(0, at)]);
    for (const [at, order] of [...rotations, [...independent].reverse()].entries()) {
      expect(synth(`order-${at}`, { environment: eu, build: build(order) }).files()).toEqual(straight);
    }
  });

  test('Namespaces come first in a file, for those who apply it by hand', () => {
    const one = (app: EnvironmentApp): void => {
      const chart = base(app, { namespaces: { monitoring: {} } });
      new Manifest(chart, 'a', ConfigMap({ metadata: { name: 'a', namespace: 'monitoring' }, data: {} }));
    };
    const text = synth('first', { environment: eu, build: one }).files()['acme-eu/base.k8s.yaml'] ?? '';
    expect(/^kind: (.*)$/m.exec(text)?.[1]).toBe('Namespace');
  });
});
