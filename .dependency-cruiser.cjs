/** Which room of the house may look into which. A room sees only what stands below it; see docs/architecture.md. */
const floors = [
  'lib/kernel',
  'lib/query',
  'lib/signals',
  'lib/capacity',
  'imports',
  'lib/workload',
  'lib/components',
  'lib/stack',
  'lib/delivery',
  'lib/index',
  'charts',
  'main',
];

/** Stand beside the floors: helpers of tests, and what reads YAML of any origin. */
const beside = ['lib/testing', 'lib/verify', 'lib/cli'];

const tests = '\\.(test|types|fixture)\\.ts$';

const upwards = floors.slice(0, -1).map((floor, at) => ({
  name: `${floor} looks up`,
  severity: 'error',
  from: { path: `^${floor}`, pathNot: tests },
  to: { path: `^(${floors.slice(at + 1).join('|')})` },
}));

module.exports = {
  forbidden: [
    ...upwards,
    { name: 'a circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'a room that no floor names',
      severity: 'error',
      from: { path: '^lib/', pathNot: `^(${[...floors, ...beside].join('|')})` },
      to: {},
    },
    {
      name: 'signals and capacity do not know each other, capacity stands beside',
      severity: 'error',
      from: { path: '^lib/capacity' },
      to: { path: '^lib/(signals|query)' },
    },
    {
      name: 'products meet as endpoints, not as imports',
      severity: 'error',
      from: { path: '^lib/components/([^/]+)/', pathNot: `^lib/components/jaeger/|${tests}` },
      to: { path: '^lib/components/', pathNot: '^lib/components/$1/' },
    },
    {
      name: 'jaeger runs on the collector, and on nothing else',
      severity: 'error',
      from: { path: '^lib/components/jaeger/', pathNot: tests },
      to: { path: '^lib/components/', pathNot: '^lib/components/(jaeger|collector)/' },
    },
    {
      name: 'values know no Kubernetes',
      severity: 'error',
      from: {
        path: '^lib/(kernel|query|signals|capacity)|^lib/components/[^/]+/(schema|catalogue)\\.ts$',
        pathNot: tests,
      },
      to: { path: '(^imports/|node_modules/(constructs|@kubernetes-models|kubernetes-models|cdk8s-plus-28)/)' },
    },
    {
      name: 'platforms share the library, not each other',
      severity: 'error',
      from: { path: '^charts/([^/]+)/' },
      to: { path: '^charts/', pathNot: '^charts/$1/' },
    },
    {
      name: 'charts come in by the front door',
      severity: 'error',
      from: { path: '^(charts|main)', pathNot: tests },
      to: { path: '^(lib/(?!index\\.ts$)|imports/)' },
    },
    {
      name: 'helpers of tests are for tests',
      severity: 'error',
      from: { path: '^(lib/(?!testing)|charts|main)', pathNot: tests },
      to: { path: '^(lib/testing|engines)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.cache|build/|dist/' },
  },
};
