import type { Endpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import type { SecretRef } from '../../kernel/secret-ref.js';
import type { Site } from '../../kernel/site.js';
import type { GrafanaIni, OrgRole } from './schema.js';

/** How people log in by the organisation's identity provider. */
export interface Oidc {
  /** What stands on the button. @default 'single sign-on' */
  readonly name?: string;
  /** The provider, as the pods reach it. */
  readonly provider: Endpoint<'https'>;
  /** Where the browser is sent to log in: a public address, which the pods never dial. */
  readonly authorize: string;
  /** The path of the token endpoint at the provider. */
  readonly tokenPath: string;
  /** The path of the user's page at the provider. */
  readonly userinfoPath: string;
  readonly clientId: string;
  readonly clientSecret: SecretRef;
  /** @default openid, profile, email, groups, offline_access */
  readonly scopes?: readonly string[];
  /** The claim that lists a person's groups, as JMESPath. @default 'groups' */
  readonly groupsClaim?: string;
  /** Which role a group has; who is in several has the mightiest. Teams in Grafana itself need Enterprise to follow groups. */
  readonly roles: Readonly<Record<string, OrgRole>>;
  /** The role of everybody else. @default - they are turned away */
  readonly otherwise?: OrgRole;
}

/** The mightiest first: the first that matches is taken. */
const might: readonly OrgRole[] = ['Admin', 'Editor', 'Viewer'];

/**
 * The settings of the login; dials the provider.
 *
 * @throws Refusal when no group has a role, or a group's name cannot be quoted
 * @see https://grafana.com/docs/grafana/v13.1/setup-grafana/configure-access/configure-authentication/generic-oauth/
 */
export function oidcSettings(at: string, site: Site, oidc: Oidc): NonNullable<GrafanaIni['auth.generic_oauth']> {
  const { url, tls } = site.dial(oidc.provider);
  const provider = url.replace(/:443$/, '');
  return {
    enabled: true,
    name: oidc.name ?? 'single sign-on',
    client_id: oidc.clientId,
    client_secret: `$__file{${site.secretFile(oidc.clientSecret)}}`,
    scopes: (oidc.scopes ?? ['openid', 'profile', 'email', 'groups', 'offline_access']).join(' '),
    auth_url: oidc.authorize,
    token_url: `${provider}${oidc.tokenPath}`,
    api_url: `${provider}${oidc.userinfoPath}`,
    use_pkce: true,
    use_refresh_token: true,
    allow_sign_up: true,
    role_attribute_path: rolePath(at, oidc),
    role_attribute_strict: oidc.otherwise === undefined,
    ...(tls && { tls_client_ca: tls.ca }),
  };
}

/** JMESPath that yields the mightiest role of a person's groups. */
function rolePath(at: string, { roles, otherwise, groupsClaim }: Oidc): string {
  const groups = Object.keys(roles).sort();
  const odd = groups.find((group) => /['"`\\#;$%\n]/.test(group));
  if (groups.length === 0 || odd !== undefined) {
    throw new Refusal({
      at,
      field: 'oidc.roles',
      given: odd ?? [],
      allowed: 'at least one group, by a name without quotes, backslashes and any of # ; $ %',
      fix: 'name the group whose members are admins, as the provider writes it',
    });
  }
  const claim = groupsClaim ?? 'groups';
  const terms = might.flatMap((role) =>
    groups.filter((group) => roles[group] === role).map((group) => `contains(${claim}[*], '${group}') && '${role}'`),
  );
  return [...terms, ...(otherwise === undefined ? [] : [`'${otherwise}'`])].join(' || ');
}
