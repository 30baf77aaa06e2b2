import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { log, meter, shutdown, tracer } from './telemetry.js';
import { withTracing } from './tracing-middleware.js';

const orders = meter.createCounter('checkout.orders', { description: 'orders, by how they were paid' });

/** A till that is careless on purpose: what a customer types ends in spans, events and logs, where no store may keep it. */
const checkout = withTracing('/checkout', async (request, response) => {
  const order = JSON.parse(await bodyOf(request));
  log.info(`checkout for ${order.email}, card ${order.card}`, {
    password: order.password,
    'order.note': `mail ${order.email}`,
  });
  await tracer.startActiveSpan('charge card', { kind: SpanKind.CLIENT, attributes: careless(order) }, async (span) => {
    try {
      await charge(order, span);
    } catch (error) {
      span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      throw error;
    } finally {
      span.end();
    }
  });
  orders.add(1, { 'payment.method': 'card', 'customer.email': order.email });
  response.writeHead(201).end();
});

const careless = ({ card, email, token, password }) => ({
  'payment.card_number': card,
  'customer.email': email,
  'request.authorization': `Bearer ${token}`,
  'debug.form': JSON.stringify({ card, email, password }),
});

async function charge({ card, email, password, token, decline }, span) {
  span.addEvent('charging', { card, 'sent.headers': `authorization: Bearer ${token}` });
  if (!decline) return;
  log.error(`card ${card} of ${email} declined, tried with password=${password} token=${token}`);
  throw new Error(`card ${card} of ${email} declined, password=${password}`);
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const server = createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  return checkout(request, response);
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1');

process.once('SIGTERM', async () => {
  server.close();
  server.closeAllConnections();
  await shutdown();
});
