import { Endpoint } from '../../../kernel/endpoint.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Site } from '../../../workload/site.js';
import { notice } from '../notices.js';
import { type Integration, secretPath, slug, type WrittenIntegration } from './integration.js';
import { Receiver } from './receiver.js';

/** Props of {@link msTeams}. */
export interface MsTeamsProps {
  /** What the channel is called. */
  readonly channel: string;
  /** The URL of a workflow that is triggered by a request, which is itself the password. */
  readonly url: SecretRef;
  /** The host of that URL: what is in a secret cannot be read, and the connection must be allowed. */
  readonly host: string;
}

class MsTeams implements Integration {
  public readonly kind = 'msteams';
  public readonly sendResolved = true;

  public constructor(private readonly props: MsTeamsProps) {}

  public get name(): string {
    return `msteams-${slug(this.props.channel)}`;
  }

  public get identity(): readonly unknown[] {
    const { url, host } = this.props;
    return [url.name, url.key, host];
  }

  public config(at: Site, sendResolved: boolean): WrittenIntegration {
    const { url, host } = this.props;
    at.dial(Endpoint.external('https', host));
    const text = { title: notice('title'), text: notice('text') };
    return {
      resource: { msteamsv2Configs: [{ webhookURL: at.secret(url), sendResolved, ...text }] },
      native: { msteamsv2_configs: [{ webhook_url_file: secretPath(url), send_resolved: sendResolved, ...text }] },
    };
  }
}

/**
 * A channel of Microsoft Teams, through a workflow of Power Automate.
 *
 * @see https://prometheus.io/docs/alerting/0.34/configuration/#msteamsv2_config
 */
export function msTeams(props: MsTeamsProps): Receiver {
  const integration = new MsTeams(props);
  return new Receiver(integration.name, [integration]);
}
