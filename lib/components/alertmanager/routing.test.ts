import { Duration } from 'cdk8s';
import { channel, heartbeat, key, mail, pager, routing } from './alertmanager.fixture.js';
import { all, email, type Receiver, receiver, slack } from './receivers/index.js';
import { nodesOf, routeFor } from './route.js';
import { routingTree, type RoutingProps } from './routing.js';

type Team = keyof typeof routing;

const tree = (props: Partial<RoutingProps<Team>> = {}) =>
  routingTree({ routing, heartbeat, otherwise: channel, ...props });
const told = (labels: Record<string, string>, props: Partial<RoutingProps<Team>> = {}): string =>
  routeFor(tree(props), labels).receiver.name;

test.each([
  ['shop', 'critical', 'pagerduty-alertmanager-secrets-pagerduty-key'],
  ['shop', 'warning', 'slack-alerts'],
  ['shop', 'info', 'slack-alerts'],
  ['sre', 'critical', 'email-sre-example-com'],
  ['sre', 'info', 'email-sre-example-com'],
  ['pay', 'critical', 'pagerduty-alertmanager-secrets-pagerduty-key'],
  ['pay', 'warning', 'slack-alerts'],
  ['pay', 'info', 'email-sre-example-com'],
])('an alert of %s that is %s tells %s', (team, severity, name) => {
  expect(told({ team, severity })).toBe(name);
});

test('what names no known team is told to otherwise', () => {
  expect(told({ severity: 'critical' })).toBe('slack-alerts');
  expect(told({ severity: 'critical', team: 'nobody' })).toBe('slack-alerts');
});

describe('the heartbeat', () => {
  test('is told of the watchdog, whatever else it wears', () => {
    expect(told({ alertname: 'Watchdog', severity: 'none' })).toBe('heartbeat');
    expect(told({ alertname: 'Watchdog', severity: 'critical', team: 'shop' })).toBe('heartbeat');
  });

  test('beats at least twice before its service calls', () => {
    const { pace } = routeFor(tree({ heartbeatTimeout: Duration.minutes(15) }), { alertname: 'Watchdog' });
    expect(pace.repeat.toSeconds() + pace.interval.toSeconds()).toBeLessThanOrEqual(450);
  });

  test('does not beat once more when it ends', () => {
    expect(routeFor(tree(), { alertname: 'Watchdog' }).receiver.firingOnly).toBe(true);
  });

  test('is refused when its service calls within a minute', () => {
    expect(() => tree({ heartbeatTimeout: Duration.seconds(30) })).toThrow(
      "heartbeatTimeout: got '30 s', allowed: a minute or more; let the service wait longer",
    );
  });
});

describe('pace', () => {
  const pace = (severity: string, team: string, props: Partial<RoutingProps<Team>> = {}) =>
    routeFor(tree(props), { team, severity }).pace;

  test('a critical alert is told after ten seconds', () => {
    expect(pace('critical', 'shop').wait.toSeconds()).toBe(10);
  });

  test('a team keeps its own, over that of all', () => {
    const props: Partial<RoutingProps<Team>> = {
      pace: { critical: { repeat: Duration.minutes(30) } },
      teamPace: { pay: { critical: { wait: Duration.seconds(5) }, otherwise: { repeat: Duration.minutes(15) } } },
    };
    expect(pace('critical', 'shop', props).repeat.toMinutes()).toBe(30);
    expect(pace('critical', 'pay', props).repeat.toMinutes()).toBe(30);
    expect(pace('critical', 'pay', props).wait.toSeconds()).toBe(5);
    expect(pace('warning', 'pay', props).repeat.toMinutes()).toBe(15);
  });

  test('an interval below a minute is refused', () => {
    expect(() => tree({ pace: { critical: { interval: Duration.seconds(10) } } })).toThrow(
      "pace of pay.critical.interval: got '10 seconds', allowed: one minute or more",
    );
  });

  test('repeating sooner than there is news is refused', () => {
    expect(() => tree({ pace: { warning: { repeat: Duration.minutes(2) } } })).toThrow(
      "pace.warning.repeat: got '2 minutes', allowed: at least the interval",
    );
  });

  test('repeating later than is remembered is refused', () => {
    expect(() => tree({ retention: Duration.hours(12) })).toThrow(
      "pace of pay.info.repeat: got '1 day', allowed: at most the retention; lengthen the retention, or repeat sooner",
    );
  });
});

describe('receivers', () => {
  test('one that no severity reaches is refused', () => {
    const pay = { critical: pager, warning: channel, info: channel, otherwise: mail };
    expect(() => tree({ routing: { ...routing, pay } })).toThrow(
      "routing.pay.otherwise: got 'email-sre-example-com', allowed: a receiver that some severity reaches",
    );
  });

  test('equal values are one', () => {
    const again = slack({ channel: '#alerts', url: key('slack-api-url') });
    const names = new Set(nodesOf(tree({ otherwise: again })).map((node) => node.receiver.name));
    expect([...names].filter((name) => name.startsWith('slack'))).toEqual(['slack-alerts']);
  });

  test('one name for two is refused', () => {
    const other = slack({ channel: '#alerts', url: key('another-workspace') });
    expect(() => tree({ otherwise: other })).toThrow("receiver: got 'slack-alerts', allowed: one receiver of a name");
  });

  test('several are one, each way once', () => {
    const both = all(pager, channel);
    expect(both.name).toBe('pagerduty-alertmanager-secrets-pagerduty-key+slack-alerts');
    expect(receiver('on-call', both, channel).integrations.map(({ kind }) => kind)).toEqual(['pagerduty', 'slack']);
  });

  test('one that cannot be named is refused', () => {
    expect(() => receiver('On Call', pager)).toThrow("receiver: got 'On Call', allowed: lower case letters");
  });

  test('each tells the end by its kind', () => {
    const ends = (of: Receiver): boolean[] => of.integrations.map(({ sendResolved }) => sendResolved);
    expect([ends(pager), ends(channel), ends(email({ to: ['a@b.c', 'd@e.f'] }))]).toEqual([[true], [true], [false]]);
  });
});

test('an escalated alert tells the team the next receiver, and only where there is one', () => {
  const labels = { team: 'shop', severity: 'warning', escalation: 'next' };
  expect(told(labels, { escalations: { shop: mail } })).toBe('email-sre-example-com');
  expect(told(labels)).toBe('slack-alerts');
});

describe('mute times', () => {
  const during = [{ weekdays: ['saturday', 'sunday'] }] as const;

  test('hold for one team and one severity', () => {
    const root = tree({ muteTimes: [{ name: 'weekend', team: 'shop', severity: 'warning', during }] });
    expect(nodesOf(root).filter(({ muted }) => muted.length > 0)).toEqual([
      routeFor(root, { team: 'shop', severity: 'warning' }),
    ]);
  });

  test('a night in one span is refused', () => {
    const night = [{ hours: { from: '22:00', to: '06:00' } }] as const;
    expect(() => tree({ muteTimes: [{ name: 'night', team: 'shop', severity: 'info', during: night }] })).toThrow(
      'muteTimes.night.hours: got {"from":"22:00","to":"06:00"}, allowed: 00:00 to 24:00, from before to; write a night as two spans',
    );
  });

  test('days that no month has are refused', () => {
    const days = [{ days: { from: 28, to: 32 } }] as const;
    expect(() => tree({ muteTimes: [{ name: 'end', team: 'shop', severity: 'info', during: days }] })).toThrow(
      'muteTimes.end.days: got {"from":28,"to":32}, allowed: 1 to 31, or -31 to -1, from before to',
    );
  });

  test('one name for two times is refused', () => {
    const other = [{ months: ['august'] }] as const;
    const muteTimes = [
      { name: 'off', team: 'shop', severity: 'info', during },
      { name: 'off', team: 'pay', severity: 'info', during: other },
    ] as const;
    expect(() => tree({ muteTimes })).toThrow("muteTimes.off.name: got 'off', allowed: one time of a name");
  });
});

test('grouping twice by a label is refused', () => {
  expect(() => tree({ groupBy: ['cluster', 'cluster'] })).toThrow(
    'groupBy: got ["cluster","cluster"], allowed: each label once',
  );
});

test('the order in which teams are written changes nothing', () => {
  const { shop, sre, pay } = routing;
  expect(tree({ routing: { sre, pay, shop } })).toEqual(tree());
});
