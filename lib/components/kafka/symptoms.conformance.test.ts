import { Size } from 'cdk8s';
import { complaint, lint, type Series } from '../../../engines/rule-cases.js';
import { lateness, symptoms } from './symptoms.js';

const alerts = [...symptoms('events', Size.gibibytes(1)), ...lateness('events-exporter')];

test('promtool takes its alerts, without a complaint', () => {
  const { code, stdout } = lint(alerts);
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const of = (metric: string, pod: string, more = ''): string => `${metric}{job="events",pod="${pod}"${more}}`;
const active = (pod: string): string => of('kafka_controller_kafkacontroller_activecontrollercount', pod);
const offline = (pod: string): string => of('kafka_controller_kafkacontroller_offlinepartitionscount', pod);
const behind = of('kafka_server_replicamanager_underreplicatedpartitions', 'b0');
const stopped = of('kafka_server_replicamanager_underminisrpartitioncount', 'b0');
const log = (partition: number): string => of('kafka_log_log_size', 'b0', `,topic="spans",partition="${partition}"`);
const exported = (metric: string, partition: number, more = ''): string =>
  `${metric}{job="events-exporter",topic="spans",partition="${partition}"${more}}`;
const written = (partition: number): string => exported('kafka_topic_partition_current_offset', partition);
const lag = (partition: number): string => exported('kafka_consumergroup_lag', partition, ',consumergroup="ingester"');

const third = 2 ** 30 / 3;

test.each<[string, string, string, number, Series]>([
  ['KafkaPartitionsOffline', 'all controllers say so', '5m', 1, { [offline('c0')]: '1x60', [offline('c1')]: '1x60' }],
  ['KafkaPartitionsOffline', 'none is', '40m', 0, { [offline('c0')]: '0x60' }],
  ['KafkaNoController', 'none of three is active', '5m', 1, { [active('c0')]: '0x60', [active('c1')]: '0x60' }],
  ['KafkaNoController', 'two are', '5m', 1, { [active('c0')]: '1x60', [active('c1')]: '1x60' }],
  ['KafkaNoController', 'one is', '40m', 0, { [active('c0')]: '1x60', [active('c1')]: '0x60' }],
  ['KafkaPartitionsUnderMinInSync', 'one is', '10m', 1, { [stopped]: '1x60' }],
  ['KafkaPartitionsUnderMinInSync', 'none is', '40m', 0, { [stopped]: '0x60' }],
  ['KafkaPartitionsUnderReplicated', 'a broker is away for 40 minutes', '40m', 1, { [behind]: '3x60' }],
  ['KafkaPartitionsUnderReplicated', 'it is rolled for 20', '20m', 0, { [behind]: '3x60' }],
  ['KafkaDiskFilling', 'its parts fill 80 %', '40m', 1, { [log(0)]: `${third}x60`, [log(1)]: `${third * 1.4}x60` }],
  ['KafkaDiskFilling', 'they fill 92 %', '40m', 2, { [log(0)]: `${third}x60`, [log(1)]: `${third * 1.76}x60` }],
  ['KafkaDiskFilling', 'they fill 67 %', '40m', 0, { [log(0)]: `${third}x60`, [log(1)]: `${third}x60` }],
  [
    'KafkaReadersLate',
    '700 seconds of what is written are not read, in two parts',
    '40m',
    1,
    { [written(0)]: '0+60x60', [written(1)]: '0+60x60', [lag(0)]: '1400x60', [lag(1)]: '0x60' },
  ],
  [
    'KafkaReadersLate',
    '500 seconds are not',
    '40m',
    0,
    { [written(0)]: '0+60x60', [written(1)]: '0+60x60', [lag(0)]: '1000x60', [lag(1)]: '0x60' },
  ],
  ['KafkaReadersLate', 'nothing is written, and all is read', '40m', 0, { [written(0)]: '9x60', [lag(0)]: '0x60' }],
  [
    'KafkaReadersLate',
    'nothing is written, and something is not read',
    '40m',
    1,
    { [written(0)]: '9x60', [lag(0)]: '5x60' },
  ],
])('%s: when %s, after %s there are %i', (name, _, after, firing, series) => {
  expect(complaint(alerts, { alert: name, series, after, firing })).toBe('');
});
