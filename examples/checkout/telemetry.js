import { logs, SeverityNumber } from '@opentelemetry/api-logs';
import { metrics, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

/*
 * Everything that differs between places is in the environment, by OpenTelemetry's own names: OTEL_SERVICE_NAME,
 * OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_CERTIFICATE, OTEL_RESOURCE_ATTRIBUTES. Spans, metrics and logs leave in
 * batches over OTLP; `start` is no promise any more.
 */
const sdk = new NodeSDK();
sdk.start();

export const tracer = trace.getTracer('checkout');
export const meter = metrics.getMeter('checkout');
const logger = logs.getLogger('checkout');

/** Logs a line; the trace that it belongs to is the active one. */
export const log = {
  info: (body, attributes) => emit(SeverityNumber.INFO, 'INFO', body, attributes),
  error: (body, attributes) => emit(SeverityNumber.ERROR, 'ERROR', body, attributes),
};

function emit(severityNumber, severityText, body, attributes = {}) {
  logger.emit({ severityNumber, severityText, body, attributes });
}

/** Sends what still waits, before the process ends. */
export const shutdown = () => sdk.shutdown();
