import {
  Endpoint,
  type Environment,
  type EnvironmentApp,
  type GrafanaProps,
  ObservabilityStack,
  SecretRef,
  Size,
  standardRedaction,
} from '../../lib/index.js';
import { folders } from './dashboards/index.js';
import { routing } from './routing.js';
import { businessAlerts } from './rules/business.js';
import { infrastructure } from './rules/infrastructure.js';
import { business, red } from './rules/records.js';
import { criticalAlerts, logAlerts, serviceAlerts } from './rules/services.js';
import { contract } from './services.js';
import type { Team } from './teams.js';

/** What of a customer no store may hold, beside what nobody's may. */
const redaction = standardRedaction.and({
  fields: ['customer_name', 'customer_email', 'phone_number', 'wallet_address', 'delivery_address'],
});

/** Go Coffee's stack in one of its environments. */
export function platform(app: EnvironmentApp): void {
  const { environment } = app;
  const production = environment.tier === 'production';
  const stack = new ObservabilityStack<Team>(app, {
    namespace: 'go-coffee-monitoring',
    applications: [contract.namespace],
    owner: 'platform',
    links: { runbooks: 'https://runbooks.gocoffee.dev', grafana: `https://grafana.${environment.domain}` },
    alertmanager: routing(environment),
    grafana: grafana(environment),
    services: { labels: contract.labels, port: contract.metricsPort },
    loki: { store: environment.tier === 'development' ? 'filesystem' : { name: `${environment.name}-logs` } },
    redaction,
    // The document's own figure: two hundred gibibytes for each replica.
    ...(production && { prometheus: { storage: Size.gibibytes(200) } }),
    sampling: { services: { 'payment-service': 1, 'order-service': 0.5, 'web3-gateway': 0.5, 'api-gateway': 0.1 } },
  });
  for (const group of [red, business, serviceAlerts, criticalAlerts, businessAlerts, infrastructure])
    stack.metrics.rules(group);
  stack.logs.rules(logAlerts);
  stack.collection.instrument(app.chart('instrumentation', contract.namespace));
  stack.metrics.probe('public-pages', {
    prober: stack.collection.outside.endpoint,
    looks: [stack.collection.outside.look('page', Endpoint.external('https', environment.domain), '/')],
  });
  show(stack);
}

function show({ dashboards: grafana }: ObservabilityStack<Team>): void {
  for (const [title, shown] of Object.entries(folders)) {
    const folder = grafana.folder(title);
    for (const dashboard of shown) grafana.dashboard(dashboard, { folder });
  }
}

/** Development has one pod without a database; elsewhere two share one, and people log in as they do everywhere. */
function grafana({ tier, domain }: Environment): GrafanaProps {
  const url = `https://grafana.${domain}`;
  if (tier === 'development') return { url };
  return {
    url,
    replicas: 2,
    database: {
      endpoint: Endpoint.external('postgresql', `grafana.db.${domain}`, 5432),
      password: SecretRef.external('grafana-database', 'password'),
    },
    oidc: {
      provider: Endpoint.external('https', 'login.gocoffee.dev'),
      authorize: 'https://login.gocoffee.dev/authorize',
      tokenPath: '/token',
      userinfoPath: '/userinfo',
      clientId: 'grafana',
      clientSecret: SecretRef.external('grafana-oidc', 'client-secret'),
      roles: {
        platform: 'Admin',
        orders: 'Editor',
        payments: 'Editor',
        ai: 'Editor',
        web3: 'Editor',
        product: 'Viewer',
      },
    },
  };
}
