import type { Duration } from 'cdk8s';
import { goDuration } from '../../kernel/dialect.js';
import { type Licence, refuseUnlicensed } from '../../kernel/licence.js';
import { Refusal } from '../../kernel/refusal.js';
import type { KibanaSettings, WrittenKibanaSettings } from './schema.js';

/** Where people log in who have no password here. */
export interface SingleSignOn {
  readonly by: 'oidc' | 'saml';
  /** The realm of Elasticsearch that does it. */
  readonly realm: string;
  /** What the button says. @default - the realm's name */
  readonly description?: string;
}

/** What the settings follow from. */
export interface SettingsProps {
  readonly url: string;
  readonly licence: Licence;
  readonly audit?: boolean;
  readonly singleSignOn?: SingleSignOn;
  readonly idle: Duration;
  readonly lifespan: Duration;
  readonly settings?: KibanaSettings;
}

/**
 * kibana.yml, less what ECK writes: nothing is fetched from the internet or told to the vendor.
 *
 * @throws Refusal when the address is none, or what is asked for needs a licence that is not there
 */
export function settingsOf(props: SettingsProps): WrittenKibanaSettings {
  const { licence, audit, singleSignOn, idle, lifespan, settings } = props;
  if (audit) refuseUnlicensed(licence, 'elastic.audit', 'audit');
  if (singleSignOn) refuseUnlicensed(licence, 'elastic.single-sign-on', 'singleSignOn');
  return {
    ...settings,
    'server.publicBaseUrl': address(props.url),
    'telemetry.optIn': false,
    'telemetry.allowChangingOptInStatus': false,
    'newsfeed.enabled': false,
    'xpack.fleet.isAirGapped': true,
    'xpack.security.session.idleTimeout': goDuration(idle),
    'xpack.security.session.lifespan': goDuration(lifespan),
    ...(audit && { 'xpack.security.audit.enabled': true }),
    ...(singleSignOn && { 'xpack.security.authc.providers': providers(singleSignOn) }),
  };
}

function providers({ by, realm, description }: SingleSignOn): WrittenKibanaSettings['xpack.security.authc.providers'] {
  const provider = { [realm]: { order: 0, realm, ...(description !== undefined && { description }) } };
  // The form stays, for the day on which the provider is away.
  return { ...(by === 'oidc' ? { oidc: provider } : { saml: provider }), basic: { basic: { order: 1 } } };
}

function address(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'https:' && parsed.pathname === '/' && parsed.search === '') return parsed.origin;
  throw new Refusal({
    field: 'url',
    given: url,
    allowed: 'an https address with no path: sessions and passwords go over it',
    fix: "give the public address: 'https://kibana.example.com'",
  });
}
