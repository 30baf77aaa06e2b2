/** Tests stand beside what they test; engines are a project of their own, so that `npm test` needs Node alone. */
const common = {
  testEnvironment: 'node',
  resolver: '<rootDir>/jest.resolver.cjs',
  moduleNameMapper: {
    '^cdk8s-observability$': '<rootDir>/lib/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@kubernetes-models|kubernetes-models|is-cidr|cidr-regex|ip-regex)/)'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
};

const engines = process.env.ENGINES === 'true';

export default {
  ...common,
  testMatch: engines ? ['**/*.conformance.test.ts'] : ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.cache/', ...(engines ? [] : ['\\.conformance\\.test\\.ts$'])],
};
