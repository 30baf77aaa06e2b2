import type { Construct } from 'constructs';
import type { AlertsEndpoint } from '../../kernel/endpoint.js';
import { RuleGroup } from '../../signals/rule-group.js';
import type { Alert } from '../../signals/symptom.js';
import { Alertmanager } from './alertmanager.js';
import type { MuteTime } from './mute-time.js';
import { email, type Receiver, slack } from './receivers/index.js';
import type { Routing } from './routing.js';
import { alert, group, type Text, text } from './text.js';
import { key } from './alertmanager.fixture.js';

declare const chart: Construct;
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
  // @ts-expect-error TS2345: Argument of type 'Alert<"c">' is not assignable to parameter of type 'Alert<"a" | "b">'
  rulesOfAB.alert(ofC),

  rules(alerts, rulesOfAB),
  // @ts-expect-error TS2345: Argument of type 'RuleGroup<"c">' is not assignable to parameter of type 'RuleGroup<"a" | "b">'
  rules(alerts, rulesOfC),

  { a: { critical: pd, otherwise: mail } } satisfies Routing<'a'>,
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'citical' does not exist in type 'Answer'
  { a: { citical: pd, otherwise: mail } } satisfies Routing<'a'>,

  { a: { critical: pd, otherwise: mail } } satisfies Routing<'a'>,
  // @ts-expect-error TS2322: Type '{ critical: Receiver; }' is not assignable to type 'Answer'
  { a: { critical: pd } } satisfies Routing<'a'>,

  { a: pd, b: mail } satisfies Routing<'a' | 'b'>,
  // @ts-expect-error TS1360: Type '{ a: Receiver; }' does not satisfy the expected type 'Routing<"a" | "b">'
  { a: pd } satisfies Routing<'a' | 'b'>,

  { name: 'weekend', team: 'a', severity: 'info', during: [{ weekdays: ['sunday'] }] } satisfies MuteTime<'a'>,
  // @ts-expect-error TS2322: Type '"sonntag"' is not assignable to type 'Weekday'
  { name: 'weekend', team: 'a', severity: 'info', during: [{ weekdays: ['sonntag'] }] } satisfies MuteTime<'a'>,

  slack({ channel: '#alerts', url: key('url') }),
  // @ts-expect-error TS2322: Type 'string' is not assignable to type 'SecretRef'
  slack({ channel: '#alerts', url: 'https://hooks.slack.com/services/T0' }),

  slack({ channel: '#alerts', url: key('url') }),
  // @ts-expect-error TS2322: Type '"alerts"' is not assignable to type '`#${string}`'
  slack({ channel: 'alerts', url: key('url') }),

  email({ to: 'sre@example.com' }),
  // @ts-expect-error TS2322: Type '"sre"' is not assignable to type '`${string}@${string}`
  email({ to: 'sre' }),

  text`${group.alertname}` satisfies Text<'group'>,
  // @ts-expect-error TS1360: Type 'Text<"alert">' does not satisfy the expected type 'Text<"group">'
  text`${alert.alertname}` satisfies Text<'group'>,

  new Alertmanager(chart, 'x', { routing: { a: pd }, heartbeat: pd, otherwise: mail, escalations: { a: mail } }),
  // @ts-expect-error TS2353: Object literal may only specify known properties, and 'c' does not exist in type
  new Alertmanager(chart, 'x', { routing: { a: pd }, heartbeat: pd, otherwise: mail, escalations: { c: mail } }),

  text`${group.summary}`,
  // @ts-expect-error TS2339: Property 'value' does not exist on type 'Readonly<Record<Field
  text`${group.value}`,
];
