import { Endpoint } from '../../../kernel/endpoint.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Site } from '../../../workload/site.js';
import { notice } from '../notices.js';
import { type Integration, secretPath, slug, type WrittenIntegration } from './integration.js';
import { Receiver } from './receiver.js';

/** Props of {@link slack}. */
export interface SlackProps {
  readonly channel: `#${string}`;
  /** The incoming webhook's URL, which is itself the password. */
  readonly url: SecretRef;
}

/** The one host of incoming webhooks (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/). */
const host = 'hooks.slack.com';

class Slack implements Integration {
  public readonly kind = 'slack';
  public readonly sendResolved = true;

  public constructor(private readonly props: SlackProps) {}

  public get name(): string {
    return `slack-${slug(this.props.channel)}`;
  }

  public get identity(): readonly unknown[] {
    const { channel, url } = this.props;
    return [channel, url.name, url.key];
  }

  public config(at: Site, sendResolved: boolean): WrittenIntegration {
    const { channel, url } = this.props;
    at.dial(Endpoint.external('https', host));
    const text = { channel, title: notice('title'), text: notice('slack'), fallback: notice('title') };
    return {
      resource: { slackConfigs: [{ apiURL: at.secret(url), sendResolved, ...text }] },
      native: { slack_configs: [{ api_url_file: secretPath(url), send_resolved: sendResolved, ...text }] },
    };
  }
}

/** A channel of Slack: `slack({ channel: '#critical-alerts', url: SecretRef.external('alertmanager-secrets', 'slack-api-url') })`. */
export function slack(props: SlackProps): Receiver {
  const integration = new Slack(props);
  return new Receiver(integration.name, [integration]);
}
