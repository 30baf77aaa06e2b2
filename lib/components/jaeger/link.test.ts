import { checkLink, type Link } from './link.js';

const ofTrace = (url: string, text = 'logs'): Link => ({ type: 'traces', url, text });

test.each<Link>([
  ofTrace('https://grafana.example/logs?trace=#{traceID | pad_start 32 0}'),
  ofTrace('/d/all?from=#{startTime | add -60000000 | epoch_micros_to_date_iso}', 'at #{ startTime }'),
  { type: 'process', key: 'k8s.pod.name', url: '/d/pod?pod=#{k8s.pod.name}&to=#{trace.endTime}', text: 'pod' },
  { type: 'tags', key: 'order.id', url: 'http://orders.example/#{order.id}', text: 'order #{order.id}' },
])('a link is taken: %j', (link) => {
  expect(() => checkLink(link, 0)).not.toThrow();
});

test.each<[string, Link, string]>([
  [
    'runs code',
    ofTrace('javascript:alert(1)'),
    "ui.links[0].url: got 'javascript:alert(1)', allowed: an address that begins with 'https://', 'http://' or '/'",
  ],
  [
    'asks for a field that a trace does not have',
    ofTrace('/#{traceId}'),
    "ui.links[0].url: got '#{traceId}', allowed: #{duration}, #{endTime}, #{startTime}, #{traceID}, #{traceName}",
  ],
  [
    'asks for such a field from below',
    { type: 'tags', key: 'a', url: '/#{trace.id}', text: 'a' },
    "ui.links[0].url: got '#{trace.id}', allowed: #{trace.duration}",
  ],
  ['asks for nothing', { type: 'tags', key: 'a', url: '/#{}', text: 'a' }, "ui.links[0].url: got '#{}'"],
  [
    'uses a function that the UI does not have',
    ofTrace('/', 'at #{startTime | upper}'),
    "ui.links[0].text: got '#{startTime | upper}', allowed: 'epoch_micros_to_date_iso', 'pad_start <length> <character>', 'add <number>'",
  ],
])('a link is refused that %s', (_, link, message) => {
  expect(() => checkLink(link, 0)).toThrow(message);
});
