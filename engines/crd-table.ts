import type { EngineName } from './table.js';

/** One row of the table: which project's custom resource definitions are installed, and where its Go module keeps them. */
export interface CrdRow {
  readonly module: string;
  /** The release, without `v`: the one whose chart a cluster would install. */
  readonly version: string;
  /** What the Go checksum database says of the module's content. */
  readonly sum: string;
  /** The folder inside the module that holds the YAML. */
  readonly path: string;
  /**
   * The files of the folder.
   * @default - all of its YAML
   */
  readonly files?: readonly string[];
  /**
   * The engine that reconciles these kinds, of the same minor version.
   * @default - none is built
   */
  readonly engine?: EngineName;
  /**
   * Why the engine is of another minor version, in words.
   * @default - it is not
   */
  readonly drift?: string;
}

/** The projects whose kinds the library writes, by name. */
export const crdTable = {
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: '0.93.0',
    sum: 'h1:AohlYJT+En8TmNpAcEUJ3GsaJTAqfEBwHmGTVpRm/Io=',
    path: 'example/prometheus-operator-crd',
    engine: 'prometheus-operator',
  },
  eck: {
    module: 'github.com/elastic/cloud-on-k8s/v3',
    version: '3.5.0',
    sum: 'h1:sR4oj+gNnwI9hgsKhBwjUlx+5F2T/kND40hrzaogtek=',
    path: 'config/crds/v1',
    files: ['all-crds.yaml'],
    engine: 'eck-operator',
  },
  'opentelemetry-operator': {
    module: 'github.com/open-telemetry/opentelemetry-operator',
    version: '0.131.0',
    sum: 'h1:UTZZG8jh51q5Dzd70JZWN/6s9cY+dLomhSzoV2bQeLo=',
    path: 'config/crd/bases',
    engine: 'opentelemetry-operator',
  },
  'grafana-operator': {
    module: 'github.com/grafana/grafana-operator/v5',
    version: '5.24.0',
    sum: 'h1:7NvVn7J7hknBBWte99giWEK4TV5qYfZdvDIW8WeU3oU=',
    path: 'config/crd/bases',
    engine: 'grafana-operator',
    drift: "5.24.0 needs modules of Grafana's that cannot be had; the newest operator that we found to build is 5.19.4",
  },
  'external-secrets': {
    module: 'github.com/external-secrets/external-secrets',
    version: '1.3.2',
    sum: 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
    path: 'config/crds/bases',
  },
  'cert-manager': {
    module: 'github.com/cert-manager/cert-manager',
    version: '1.21.2',
    sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
    path: 'deploy/crds',
  },
  'trust-manager': {
    module: 'github.com/cert-manager/trust-manager',
    version: '0.25.0',
    sum: 'h1:nGtkHH9wEacI5uACdsq8wqCKWsCw1PMrwHPJcrUFUXA=',
    path: 'deploy/crds',
  },
  cilium: {
    module: 'github.com/cilium/cilium',
    version: '1.20.2',
    sum: 'h1:dqiEGIcXc+gqCLYG/l7VCFJ8GHyb4HUrwbZOpkX5dL8=',
    path: 'pkg/k8s/apis/cilium.io/client/crds/v2',
    files: ['ciliumnetworkpolicies.yaml', 'ciliumclusterwidenetworkpolicies.yaml'],
  },
} satisfies Record<string, CrdRow>;

/** The name of a project in the table. */
export type CrdProject = keyof typeof crdTable;

/** The projects in the order of the table. */
export const crdProjects = Object.keys(crdTable) as readonly CrdProject[];

/** The row of a project, its optional fields included. */
export const crdRowOf = (project: CrdProject): CrdRow => crdTable[project];
