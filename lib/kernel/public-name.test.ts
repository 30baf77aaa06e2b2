import { Endpoint } from './endpoint.js';
import { PublicName, refuseClosed } from './public-name.js';

const pods = { kind: 'pods', namespace: 'edge', labels: { app: 'agent' } } as const;
const door = () => new PublicName('remote-write', 'us.example.com', 'metrics');

test('it is dialled by the name that is opened, on 443, with a certificate that everybody knows', () => {
  const { endpoint, host } = door();
  expect(host).toBe('metrics.us.example.com');
  expect(endpoint.reach(pods)).toMatchObject({
    host: 'metrics.us.example.com',
    port: 443,
    tls: 'public',
    behind: { kind: 'internet', fqdn: 'metrics.us.example.com' },
  });
});

test('where clusters reach each other by private addresses, those are what is admitted', () => {
  const name = new PublicName('remote-write', 'us.example.com', 'metrics', { addresses: ['10.8.0.0/16'] });
  expect(name.endpoint.reach(pods).behind).toEqual({ kind: 'addresses', cidrs: ['10.8.0.0/16'] });
});

test('a door that is dialled and that nobody opens is refused, when all is built', () => {
  const [open, closed, unused] = [door(), door(), door()];
  open.endpoint.reach(pods);
  open.open('hub/metrics');
  closed.endpoint.reach(pods);
  expect(() => refuseClosed([open, unused])).not.toThrow();
  expect(() => refuseClosed([open, closed, unused])).toThrow(
    "public name: got 'metrics.us.example.com', allowed: names that a Route opens in some environment; open them there",
  );
});

test('one opens it, however often it is built', () => {
  const name = door();
  name.open('hub/metrics');
  name.open('hub/metrics');
  expect(() => name.open('hub/other')).toThrow(
    "public name: got 'metrics.us.example.com', allowed: a name that nobody else opens, and hub/metrics does",
  );
});

test.each([
  ['example.com', 'a.b'],
  ['example.com', 'Metrics'],
  ['', 'metrics'],
  ['https://example.com', 'metrics'],
])('a name below %j is refused that is %j', (domain, name) => {
  expect(() => new PublicName('https', domain, name)).toThrow(
    'allowed: a label of lower case letters, digits and dashes',
  );
});

test('its endpoint is an endpoint like any other', () => {
  expect(door().endpoint).toBeInstanceOf(Endpoint);
});
