import { Endpoint } from '../../../kernel/endpoint.js';
import type { SecretRef } from '../../../kernel/secret-ref.js';
import type { Site } from '../../../workload/site.js';
import { platformTls } from '../platform-tls.js';
import { type Integration, secretPath, slug, type WrittenIntegration } from './integration.js';
import { Receiver } from './receiver.js';

/** A webhook on the internet, whose URL is itself the password. */
export interface SecretWebhook {
  /** What it is called. */
  readonly name: string;
  readonly url: SecretRef;
  /** The host of that URL: what is in a secret cannot be read, and the connection must be allowed. */
  readonly host: string;
}

/** A webhook of a component of ours. */
export interface PlatformWebhook {
  /** What it is called. */
  readonly name: string;
  readonly to: Endpoint<'webhook'>;
  /** @default '/' */
  readonly path?: `/${string}`;
}

class SecretHook implements Integration {
  public readonly kind = 'webhook';
  public readonly sendResolved = true;

  public constructor(private readonly props: SecretWebhook) {}

  public get name(): string {
    return `webhook-${slug(this.props.name)}`;
  }

  public get identity(): readonly unknown[] {
    const { url, host } = this.props;
    return [url.name, url.key, host];
  }

  public config(at: Site, sendResolved: boolean): WrittenIntegration {
    const { url, host } = this.props;
    at.dial(Endpoint.external('https', host));
    return {
      resource: { webhookConfigs: [{ urlSecret: at.secret(url), sendResolved }] },
      native: { webhook_configs: [{ url_file: secretPath(url), send_resolved: sendResolved }] },
    };
  }
}

class PlatformHook implements Integration {
  public readonly kind = 'webhook';
  public readonly sendResolved = true;

  public constructor(private readonly props: PlatformWebhook) {}

  public get name(): string {
    return `webhook-${slug(this.props.name)}`;
  }

  public get identity(): readonly unknown[] {
    const { to, path } = this.props;
    return [to, path ?? '/'];
  }

  public config(at: Site, sendResolved: boolean): WrittenIntegration {
    const { to, path } = this.props;
    const dialled = at.dial(to);
    const url = `${dialled.url}${path ?? '/'}`;
    const tls = platformTls(at, dialled);
    return {
      resource: { webhookConfigs: [{ url, sendResolved, ...(tls && { httpConfig: { tlsConfig: tls.resource } }) }] },
      native: {
        webhook_configs: [
          { url, send_resolved: sendResolved, ...(tls && { http_config: { tls_config: tls.native } }) },
        ],
      },
    };
  }
}

/**
 * Anything that takes Alertmanager's JSON: on the internet, by a URL in a secret; or a component of ours, by its endpoint.
 *
 * @see https://prometheus.io/docs/alerting/0.34/configuration/#webhook_config
 */
export function webhook(props: SecretWebhook | PlatformWebhook): Receiver {
  const integration = 'to' in props ? new PlatformHook(props) : new SecretHook(props);
  return new Receiver(integration.name, [integration]);
}
