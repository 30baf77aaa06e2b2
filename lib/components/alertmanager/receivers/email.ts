import type { Site } from '../../../workload/site.js';
import { notice } from '../notices.js';
import { type Integration, slug, type WrittenIntegration } from './integration.js';
import { Receiver } from './receiver.js';

/** An address of mail. */
export type Address = `${string}@${string}`;

/** Props of {@link email}. */
export interface EmailProps {
  readonly to: Address | readonly [Address, ...Address[]];
}

class Email implements Integration {
  public readonly kind = 'email';
  /** A mailbox is a record of what happened, and is not emptied when it is over. */
  public readonly sendResolved = false;
  private readonly to: string;

  public constructor({ to }: EmailProps) {
    this.to = typeof to === 'string' ? to : to.join(', ');
  }

  public get name(): string {
    return `email-${slug(this.to)}`;
  }

  public get identity(): readonly unknown[] {
    return [this.to];
  }

  public config(_at: Site, sendResolved: boolean): WrittenIntegration {
    const { to } = this;
    const subject = notice('title');
    const body = { html: notice('html'), text: notice('text') };
    return {
      resource: { emailConfigs: [{ to, sendResolved, headers: [{ key: 'Subject', value: subject }], ...body }] },
      native: { email_configs: [{ to, send_resolved: sendResolved, headers: { Subject: subject }, ...body }] },
    };
  }
}

/** A mailbox, or several; the Alertmanager's `smtp` carries it: `email({ to: 'oncall@example.com' })`. */
export function email(props: EmailProps): Receiver {
  const integration = new Email(props);
  return new Receiver(integration.name, [integration]);
}
