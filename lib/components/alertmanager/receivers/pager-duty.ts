import { Endpoint } from '../../../kernel/endpoint.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Site } from '../../../workload/site.js';
import { notice } from '../notices.js';
import { type Integration, secretPath, slug, type WrittenIntegration } from './integration.js';
import { Receiver } from './receiver.js';

/** Props of {@link pagerDuty}. */
export interface PagerDutyProps {
  /** The integration key of a service's Events API v2. Who is called next, and when, is that service's escalation policy. */
  readonly routingKey: SecretRef;
  /** The service region of the account. @default 'us' */
  readonly region?: 'us' | 'eu';
}

/** Where events are taken (https://support.pagerduty.com/main/docs/service-regions). */
const hosts = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const;

/** Fields by which PagerDuty groups and shows an incident; its severities have our names. */
const fields = {
  severity: '{{ or .CommonLabels.severity "critical" }}',
  class: '{{ .CommonLabels.alertname }}',
  group: '{{ .CommonLabels.cluster }}',
};

const links = [
  { href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' },
  { href: '{{ .CommonAnnotations.dashboard_url }}', text: 'Dashboard' },
] as const;

class PagerDuty implements Integration {
  public readonly kind = 'pagerduty';
  /** Else the incident stays open, and the next one of its kind is taken for the same. */
  public readonly sendResolved = true;

  public constructor(private readonly props: PagerDutyProps) {}

  public get name(): string {
    const { name, key } = this.props.routingKey;
    return `pagerduty-${slug(`${name}-${key}`)}`;
  }

  public get identity(): readonly unknown[] {
    const { routingKey, region } = this.props;
    return [routingKey.name, routingKey.key, region ?? 'us'];
  }

  public config(at: Site, sendResolved: boolean): WrittenIntegration {
    const { routingKey, region } = this.props;
    const { url: base } = at.dial(Endpoint.external('https', hosts[region ?? 'us']));
    const url = `${base}/v2/enqueue`;
    const text = { url, description: notice('title'), ...fields };
    const details = { firing: notice('text') };
    return {
      resource: {
        pagerdutyConfigs: [
          {
            routingKey: at.secret(routingKey),
            sendResolved,
            ...text,
            details: Object.entries(details).map(([key, value]) => ({ key, value })),
            pagerDutyLinkConfigs: links.map(({ href, text: alt }) => ({ href, alt })),
          },
        ],
      },
      native: {
        pagerduty_configs: [
          { routing_key_file: secretPath(routingKey), send_resolved: sendResolved, ...text, details, links },
        ],
      },
    };
  }
}

/** A service of PagerDuty: `pagerDuty({ routingKey: SecretRef.external('alertmanager-secrets', 'pagerduty-key') })`. */
export function pagerDuty(props: PagerDutyProps): Receiver {
  const integration = new PagerDuty(props);
  return new Receiver(integration.name, [integration]);
}
