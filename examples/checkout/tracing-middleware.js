import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_USER_AGENT_ORIGINAL,
} from '@opentelemetry/semantic-conventions';
import { tracer } from './telemetry.js';

/**
 * Wraps a handler of requests in a server span, which is active while it runs: what it begins becomes its child, what it logs
 * carries its trace. A caller's trace is continued. The span is named by the route, never by the path, of which there is no end.
 */
export function withTracing(route, handler) {
  return (request, response) => {
    const parent = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes: asked(route, request) },
      parent,
    );
    response.setHeader('x-trace-id', span.spanContext().traceId);
    return context.with(trace.setSpan(parent, span), () => run(span, handler, request, response));
  };
}

const asked = (route, { method, url, headers }) => ({
  [ATTR_HTTP_REQUEST_METHOD]: method,
  [ATTR_HTTP_ROUTE]: route,
  [ATTR_URL_PATH]: url.split('?')[0],
  [ATTR_USER_AGENT_ORIGINAL]: headers['user-agent'] ?? '',
});

async function run(span, handler, request, response) {
  try {
    await handler(request, response);
  } catch (error) {
    span.recordException(error);
    span.setAttribute(ATTR_ERROR_TYPE, error.name);
    span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
    response.writeHead(500).end();
  } finally {
    span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, response.statusCode);
    span.end();
  }
}
