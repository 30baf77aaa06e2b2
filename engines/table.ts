import type { ImageName } from '../lib/workload/images.js';
import type { OperatorName } from '../lib/workload/operators.js';

/** One row of the table: how a real program is built, to judge what this library writes. */
export interface EngineRow {
  /** The folder below `engines/` that holds `go.mod` and `go.sum`; several engines may share one. */
  readonly folder: string;
  /** The main package: an import path of a required module, or `.` for a `main.go` of our own in the folder. */
  readonly package: string;
  /** The module whose version is the engine's. */
  readonly module: string;
  /** The release, as its project says it and without `v`. */
  readonly version: string;
  /**
   * The module's version in `go.mod`.
   * @default - `v` and the release
   */
  readonly moduleVersion?: string;
  /**
   * Go build tags.
   * @default - none
   */
  readonly tags?: readonly string[];
  /**
   * Flags for the linker, beside `-s -w`.
   * @default - none
   */
  readonly ldflags?: readonly string[];
  /**
   * The row of the image table, or of the operators, whose version goes together with this one.
   * @default - we run none
   */
  readonly image?: ImageName | OperatorName;
  /**
   * Why the version that we run is of another minor version, in words.
   * @default - it is not
   */
  readonly drift?: string;
}

/** Says its version as a release does: https://pkg.go.dev/github.com/prometheus/common/version. */
const prometheusVersion = (version: string): readonly string[] => [
  `-X github.com/prometheus/common/version.Version=${version}`,
];

/** Without a version the API server calls itself v0.0.0, which operators that ask for a minimum refuse. */
const kubernetesVersion = (version: string): readonly string[] => {
  const [major, minor] = version.split('.');
  const variables = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  return Object.entries(variables).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
};

const prometheus = {
  folder: 'prometheus',
  module: 'github.com/prometheus/prometheus',
  version: '3.16.0',
  moduleVersion: 'v0.316.0',
  // Half the binary. A discovery that is left out makes its scrape configuration an unknown field, so name those we write.
  tags: ['remove_all_sd', 'enable_kubernetes_sd', 'enable_dns_sd', 'enable_aws_sd'],
  ldflags: prometheusVersion('3.16.0'),
  image: 'prometheus',
} satisfies Omit<EngineRow, 'package'>;

const prometheusOperator = {
  folder: 'prometheus-operator',
  module: 'github.com/prometheus-operator/prometheus-operator',
  version: '0.93.0',
  ldflags: prometheusVersion('0.93.0'),
  image: 'prometheus-operator',
} satisfies Omit<EngineRow, 'package'>;

const kubernetes = {
  folder: 'kube-apiserver',
  module: 'k8s.io/kubernetes',
  version: '1.37.2',
  ldflags: kubernetesVersion('1.37.2'),
} satisfies Omit<EngineRow, 'package'>;

/** Every engine, by the name of its binary. */
export const engines = {
  promtool: { ...prometheus, package: 'github.com/prometheus/prometheus/cmd/promtool' },
  prometheus: { ...prometheus, package: 'github.com/prometheus/prometheus/cmd/prometheus' },
  amtool: {
    folder: 'alertmanager',
    package: 'github.com/prometheus/alertmanager/cmd/amtool',
    module: 'github.com/prometheus/alertmanager',
    version: '0.34.2',
    ldflags: prometheusVersion('0.34.2'),
    image: 'alertmanager',
  },
  alertmanager: {
    folder: 'alertmanager',
    // Our own main of its packages, without pages: its module lacks the built UI that the upstream command embeds.
    package: '.',
    module: 'github.com/prometheus/alertmanager',
    version: '0.34.2',
    ldflags: prometheusVersion('0.34.2'),
    image: 'alertmanager',
  },
  otelcol: {
    folder: 'otelcol',
    package: '.',
    module: 'go.opentelemetry.io/collector/otelcol',
    version: '0.155.0',
    ldflags: ['-X main.version=0.155.0'],
    image: 'collector',
  },
  jaeger: {
    folder: 'jaeger',
    package: 'github.com/jaegertracing/jaeger/cmd/jaeger',
    module: 'github.com/jaegertracing/jaeger',
    version: '2.0.0-rc2',
    moduleVersion: 'v1.62.0',
    image: 'jaeger',
    drift:
      'the first 2.x whose module builds unpatched is a pre-release, so it stores and answers, but does not judge the storage block of the 2.x that we run',
  },
  etcd: {
    folder: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    module: 'go.etcd.io/etcd/server/v3',
    version: '3.7.3',
  },
  'kube-apiserver': { ...kubernetes, package: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  'kube-controller-manager': { ...kubernetes, package: 'k8s.io/kubernetes/cmd/kube-controller-manager' },
  'prometheus-operator': {
    ...prometheusOperator,
    package: 'github.com/prometheus-operator/prometheus-operator/cmd/operator',
  },
  'prometheus-operator-webhook': {
    ...prometheusOperator,
    package: 'github.com/prometheus-operator/prometheus-operator/cmd/admission-webhook',
  },
  thanos: {
    folder: 'thanos',
    package: 'github.com/thanos-io/thanos/cmd/thanos',
    module: 'github.com/thanos-io/thanos',
    version: '0.40.1',
    // As upstream builds it: it shares labels' memory with Prometheus', and crashes at the first sample with the other layout.
    tags: ['slicelabels'],
    ldflags: prometheusVersion('0.40.1'),
    image: 'thanos',
  },
  vmauth: {
    folder: 'vmauth',
    package: 'github.com/VictoriaMetrics/VictoriaMetrics/app/vmauth',
    module: 'github.com/VictoriaMetrics/VictoriaMetrics',
    // The long-term line: what is newer wants Go 1.27.
    version: '1.148.8',
    ldflags: ['-X github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version=1.148.8'],
    image: 'vmauth',
  },
  'grafana-operator': {
    folder: 'grafana-operator',
    package: 'github.com/grafana/grafana-operator/v5',
    module: 'github.com/grafana/grafana-operator/v5',
    version: '5.19.4',
    image: 'grafana-operator',
    drift: "5.24.0 needs modules of Grafana's that cannot be had; the newest operator that we found to build is 5.19.4",
  },
  'eck-operator': {
    folder: 'eck-operator',
    package: 'github.com/elastic/cloud-on-k8s/v3/cmd',
    module: 'github.com/elastic/cloud-on-k8s/v3',
    version: '3.5.0',
    image: 'eck-operator',
  },
  'opentelemetry-operator': {
    folder: 'opentelemetry-operator',
    package: 'github.com/open-telemetry/opentelemetry-operator',
    module: 'github.com/open-telemetry/opentelemetry-operator',
    version: '0.131.0',
    image: 'opentelemetry-operator',
  },
  'kube-score': {
    folder: 'kube-score',
    package: 'github.com/zegl/kube-score/cmd/kube-score',
    module: 'github.com/zegl/kube-score',
    version: '1.20.0',
  },
  kubeconform: {
    folder: 'kubeconform',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
    module: 'github.com/yannh/kubeconform',
    version: '0.8.0',
  },
  'logstash-config': {
    folder: 'logstash-config',
    package: 'github.com/breml/logstash-config/cmd/mustache',
    module: 'github.com/breml/logstash-config',
    version: '0.5.3',
  },
} satisfies Record<string, EngineRow>;

/** The name of an engine in the table. */
export type EngineName = keyof typeof engines;

/** The row of an engine, its optional fields included. */
export const rowOf = (name: EngineName): EngineRow => engines[name];

/** Whether a word, of a command line say, names an engine. */
export const isEngineName = (word: string): word is EngineName => Object.hasOwn(engines, word);
