import { complaint, lint, type Series } from '../../../engines/rule-cases.js';
import { symptoms } from './symptoms.js';

const alerts = symptoms('logstash');

test('promtool takes its alerts, without a complaint', () => {
  const { code, stdout } = lint(alerts);
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const stats = 'logstash_stats_pipeline';
const of = '{job="logstash",pod="logstash-0",pipeline="main"}';
const plugin = '{job="logstash",pod="logstash-0",pipeline="main",plugin_type="output",plugin="elasticsearch"}';
const growing = '0+60x150';

test.each<[string, string, 'fires' | 'is quiet', Series]>([
  ['LogstashUnseen', 'its API is silent', 'fires', { 'logstash_info_up{job="logstash"}': '0x150' }],
  ['LogstashPipelineStale', 'a reload failed', 'fires', { [`${stats}_up${of}`]: '1x30 0x120' }],
  [
    'LogstashStuck',
    'nothing goes out',
    'fires',
    { [`${stats}_events_in${of}`]: growing, [`${stats}_events_out${of}`]: '9x150' },
  ],
  [
    'LogstashStuck',
    'all goes out',
    'is quiet',
    { [`${stats}_events_in${of}`]: growing, [`${stats}_events_out${of}`]: growing },
  ],
  [
    'LogstashStuck',
    'nothing comes in',
    'is quiet',
    { [`${stats}_events_in${of}`]: '9x150', [`${stats}_events_out${of}`]: '9x150' },
  ],
  [
    'LogstashQueueFilling',
    'nine tenths are used',
    'fires',
    { [`${stats}_queue_events_queue_size${of}`]: '90x150', [`${stats}_queue_max_size_in_bytes${of}`]: '100x150' },
  ],
  [
    'LogstashQueueFilling',
    'half is used',
    'is quiet',
    { [`${stats}_queue_events_queue_size${of}`]: '50x150', [`${stats}_queue_max_size_in_bytes${of}`]: '100x150' },
  ],
  [
    'LogstashEventsRejected',
    'a mapping refuses',
    'fires',
    { [`${stats}_plugin_documents_non_retryable_failures${plugin}`]: growing },
  ],
  [
    'LogstashEventsRejected',
    'none is refused any more',
    'is quiet',
    { [`${stats}_plugin_documents_non_retryable_failures${plugin}`]: '60x150' },
  ],
  [
    'LogstashDeadLettersLost',
    'the oldest go',
    'fires',
    { [`${stats}_dead_letter_queue_dropped_events${of}`]: growing },
  ],
])('%s: when %s, it %s', (name, _, then, series) => {
  expect(complaint(alerts, { alert: name, series, after: '2h', firing: then === 'fires' ? 1 : 0 })).toBe('');
});
