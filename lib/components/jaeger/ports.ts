/** The ports by which Jaeger is known. @see https://www.jaegertracing.io/docs/2.20/architecture/apis/ */
export const ports = {
  otlpGrpc: 4317,
  otlpHttp: 4318,
  samplingHttp: 5778,
  samplingGrpc: 5779,
  metrics: 8888,
  health: 13_133,
  queryGrpc: 16_685,
  queryHttp: 16_686,
} as const;
