import { Refusal } from './refusal.js';

/** What an organisation has bought of a vendor: nothing, or the licence with everything in it. */
export type Licence = 'basic' | 'enterprise';

/** A feature that somebody must pay for, and what does its work without. */
export interface PaidFeature {
  readonly vendor: 'Elastic' | 'Grafana Labs';
  /** What is done instead under the free licence. */
  readonly instead: string;
  /** Where the vendor, or its source, says so. */
  readonly source: string;
}

/** What needs a paid licence, of what is, or might be, asked for here. */
export const paidFeatures = {
  'elastic.stack-config-policy': {
    vendor: 'Elastic',
    instead: 'elasticsearch.lifecycle(): a Job that puts the same policies and templates',
    source: 'https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/controller/stackconfigpolicy/controller.go',
  },
  'elastic.role-specific-disruption-budgets': {
    vendor: 'Elastic',
    instead: "ECK's one budget for the whole cluster",
    source: 'https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/pod-disruption-budget',
  },
  'elastic.audit': {
    vendor: 'Elastic',
    instead: 'the access log of the gateway in front of it',
    source: 'https://www.elastic.co/subscriptions',
  },
  'elastic.single-sign-on': {
    vendor: 'Elastic',
    instead: 'users of elasticsearch.user(), or a proxy that authenticates people',
    source: 'https://www.elastic.co/subscriptions',
  },
  'elastic.searchable-snapshots': {
    vendor: 'Elastic',
    instead: 'a cold phase on data nodes of their own',
    source: 'https://www.elastic.co/subscriptions',
  },
  'elastic.cross-cluster-replication': {
    vendor: 'Elastic',
    instead: 'cross-cluster search, which is free',
    source: 'https://www.elastic.co/subscriptions',
  },
  'grafana.saml': {
    vendor: 'Grafana Labs',
    instead: 'OIDC, which is free',
    source: 'https://grafana.com/docs/grafana/latest/introduction/grafana-enterprise/',
  },
  'grafana.data-source-permissions': {
    vendor: 'Grafana Labs',
    instead: 'an organisation, or a tenant of the store, per audience',
    source: 'https://grafana.com/docs/grafana/latest/introduction/grafana-enterprise/',
  },
  'grafana.reporting': {
    vendor: 'Grafana Labs',
    instead: 'links to dashboards, in the notifications themselves',
    source: 'https://grafana.com/docs/grafana/latest/introduction/grafana-enterprise/',
  },
  'grafana.audit': {
    vendor: 'Grafana Labs',
    instead: 'router_logging, which says who asked for what',
    source: 'https://grafana.com/docs/grafana/latest/introduction/grafana-enterprise/',
  },
} as const satisfies Readonly<Record<string, PaidFeature>>;

/** A row of {@link paidFeatures}. */
export type PaidFeatureName = keyof typeof paidFeatures;

/**
 * Says at synth what the vendor's program would say at run time, or not at all.
 *
 * @param field - the prop that asks for the feature
 * @throws Refusal under the basic licence
 */
export function refuseUnlicensed(licence: Licence, feature: PaidFeatureName, field: string): void {
  if (licence === 'enterprise') return;
  const { vendor, instead } = paidFeatures[feature];
  throw new Refusal({
    field,
    given: `${feature} with the ${licence} licence`,
    allowed: `what needs no paid licence of ${vendor}`,
    fix: `use ${instead}; or say licence: 'enterprise', if it was bought`,
  });
}
