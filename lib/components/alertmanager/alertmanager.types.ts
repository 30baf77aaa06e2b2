import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import { RuleGroup } from '../../signals/rule-group.js';
import type { Alert } from '../../signals/symptom.js';
import type { MuteTime } from './mute-time.js';
import { email, type Receiver, slack } from './receivers/index.js';
import type { Routing } from './routing.js';
import { alert, group, type Text, text } from './text.js';
import { key } from './alertmanager.fixture.js';

declare const pd: Receiver;
declare const mail: Receiver;
declare const ofA: Alert<'a'>;
declare const ofC: Alert<'c'>;
declare function rules<Team extends string>(to: AlertsEndpoint<Team>, group: RuleGroup<NoInfer<Team>>): void;
declare const alerts: AlertsEndpoint<'a' | 'b'>;
const rulesOfAB = new RuleGroup<'a' | 'b'>('rules');
const rulesOfC = new RuleGroup<'c'>('rules');

/** Each line that does not compile, under its nearest that does. */
export const refused = [
  rulesOfAB.alert(ofA),
  // @ts-expect-error X
  rulesOfAB.alert(ofC),

  rules(alerts, rulesOfAB),
  // @ts-expect-error X
  rules(alerts, rulesOfC),

  { a: { critical: pd, otherwise: mail } } satisfies Routing<'a'>,
  // @ts-expect-error X
  { a: { citical: pd, otherwise: mail } } satisfies Routing<'a'>,

  { a: { critical: pd, otherwise: mail } } satisfies Routing<'a'>,
  // @ts-expect-error X
  { a: { critical: pd } } satisfies Routing<'a'>,

  { a: pd, b: mail } satisfies Routing<'a' | 'b'>,
  // @ts-expect-error X
  { a: pd } satisfies Routing<'a' | 'b'>,

  { name: 'weekend', team: 'a', severity: 'info', during: [{ weekdays: ['sunday'] }] } satisfies MuteTime<'a'>,
  // @ts-expect-error X
  { name: 'weekend', team: 'a', severity: 'info', during: [{ weekdays: ['sonntag'] }] } satisfies MuteTime<'a'>,

  slack({ channel: '#alerts', url: key('url') }),
  // @ts-expect-error X
  slack({ channel: '#alerts', url: 'https://hooks.slack.com/services/T0' }),

  slack({ channel: '#alerts', url: key('url') }),
  // @ts-expect-error X
  slack({ channel: 'alerts', url: key('url') }),

  email({ to: 'sre@example.com' }),
  // @ts-expect-error X
  email({ to: 'sre' }),

  text`${group.alertname}` satisfies Text<'group'>,
  // @ts-expect-error X
  text`${alert.alertname}` satisfies Text<'group'>,

  text`${group.summary}`,
  // @ts-expect-error X
  text`${group.value}`,
];
