import { engine } from '../../../engines/engine.js';
import { scratch } from '../../../engines/scratch.js';
import { prometheusDuration } from '../../kernel/dialect.js';
import { yaml } from '../../kernel/yaml.js';
import {
  compactorSymptoms,
  frontendSymptoms,
  gateSymptoms,
  querySymptoms,
  receiveSymptoms,
  rulerSymptoms,
  storeSymptoms,
} from './symptoms.js';

const promtool = engine('promtool');

const alerts = [
  ...receiveSymptoms({ ingesters: 'ingester', routers: 'router' }),
  ...gateSymptoms('gate'),
  ...querySymptoms('query', 4),
  ...frontendSymptoms('frontend'),
  ...storeSymptoms('store'),
  ...compactorSymptoms('compactor'),
  ...rulerSymptoms('ruler'),
];

const rules = yaml({
  groups: [
    {
      name: 'thanos',
      rules: alerts.map(({ props }) => ({
        alert: props.name,
        expr: props.when.text,
        for: prometheusDuration(props.for),
        labels: { severity: props.severity },
        annotations: { summary: props.summary, description: props.description },
      })),
    },
  ],
});

/** Thirty hours of a value that grows by so much a minute. */
const growing = (by: number): string => `0+${by}x1800`;
const still = (value: number): string => `${value}x1800`;

/** When it is asked: what looks back a day needs one. */
const askedAt = (alertname: string): string => (alertname === 'ThanosCompactorNotRunning' ? '28h' : '8h');

/** What promtool says to it that, at that time, so many alerts of the name fire: nothing, if it is so. */
const complaint = (alertname: string, series: Readonly<Record<string, string>>, value: number): string => {
  const input_series = Object.entries(series).map(([one, values]) => ({ series: one, values }));
  const expr = `count(ALERTS{alertname="${alertname}",alertstate="firing"}) or vector(0)`;
  const promql_expr_test = [{ expr, eval_time: askedAt(alertname), exp_samples: [{ labels: '{}', value }] }];
  const tests = yaml({ rule_files: ['rules.yaml'], tests: [{ interval: '1m', input_series, promql_expr_test }] });
  return scratch({ 'rules.yaml': rules, 'tests.yaml': tests }, (cwd) => {
    const { code, stdout, stderr } = promtool.run(['test', 'rules', 'tests.yaml'], { cwd });
    return code === 0 ? '' : stdout + stderr;
  });
};

test('promtool takes the alerts, without a complaint', () => {
  const { code, stdout } = scratch({ 'rules.yaml': rules }, (cwd) =>
    promtool.run(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'], { cwd }),
  );
  expect(stdout).toContain(`SUCCESS: ${alerts.length} rules found`);
  expect(code).toBe(0);
});

const requests = (job: string, handler: string, code: number): string =>
  `http_requests_total{job="${job}",instance="a",handler="${handler}",code="${code}"}`;
const copied = (result: string): string => `thanos_receive_replications_total{job="router",result="${result}"}`;
const uploads = 'thanos_shipper_upload_failures_total{job="ingester",instance="a",tenant="shop"}';
const ring = 'thanos_receive_config_last_reload_successful{job="router",instance="a"}';
const refused = 'vmauth_http_request_errors_total{job="gate",reason="invalid_auth_token"}';
const asked = 'vmauth_user_requests_total{job="gate",username="eu"}';
const undelivered = 'vmauth_user_request_backend_errors_total{job="gate",username="eu"}';
const callers = 'vmauth_config_last_reload_successful{job="gate",instance="a"}';
const connected = 'thanos_store_nodes_grpc_connections{job="query",instance="a",store_type="receive"}';
const most = 'thanos_query_concurrent_gate_queries_max{job="query",instance="a",pod="a"}';
const inFlight = 'thanos_query_concurrent_gate_queries_in_flight{job="query",instance="a",pod="a"}';
const get = 'thanos_objstore_bucket_operations_total{job="store",operation="get"}';
const getFailed = 'thanos_objstore_bucket_operation_failures_total{job="store",operation="get"}';
const loading = 'thanos_bucket_store_block_load_failures_total{job="store",instance="a"}';
const halted = 'thanos_compact_halted{job="compactor"}';
const rounds = 'thanos_compact_iterations_total{job="compactor"}';
const failed = 'thanos_compact_group_compactions_failures_total{job="compactor",resolution="0"}';
const broken = 'prometheus_rule_evaluation_failures_total{job="ruler",rule_group="a"}';
const dropped = 'thanos_alert_sender_alerts_dropped_total{job="ruler"}';
const lost = 'thanos_alert_queue_alerts_dropped_total{job="ruler"}';
const loaded = 'thanos_rule_config_last_reload_successful{job="ruler",instance="a"}';
const written = (code: number): string => requests('router', 'receive', code);
const queried = (code: number): string => requests('query', 'query_range', code);
const shown = (code: number): string => requests('frontend', 'query-frontend', code);

type Case = readonly [string, string, 'fires' | 'is quiet', Readonly<Record<string, string>>];

const cases: readonly Case[] = [
  ['ThanosReceiveWritesFailing', '2 % fail', 'fires', { [written(500)]: growing(2), [written(200)]: growing(98) }],
  ['ThanosReceiveWritesFailing', '1 % fail', 'is quiet', { [written(500)]: growing(1), [written(200)]: growing(99) }],
  [
    'ThanosReceiveWritesFailing',
    'a caller errs',
    'is quiet',
    { [written(409)]: growing(9), [written(200)]: growing(9) },
  ],
  [
    'ThanosReceiveNotReplicating',
    '6 % fail',
    'fires',
    { [copied('error')]: growing(6), [copied('success')]: growing(94) },
  ],
  [
    'ThanosReceiveNotReplicating',
    '5 % fail',
    'is quiet',
    { [copied('error')]: growing(5), [copied('success')]: growing(95) },
  ],
  ['ThanosReceiveUploadsFailing', 'each try fails', 'fires', { [uploads]: growing(1) }],
  ['ThanosReceiveUploadsFailing', 'one has failed', 'is quiet', { [uploads]: '0x400 1x1400' }],
  ['ThanosReceiveRingRejected', 'a ring is refused', 'fires', { [ring]: still(0) }],
  ['ThanosReceiveRingRejected', 'the ring is taken', 'is quiet', { [ring]: still(1) }],
  ['ThanosGateRefusesCallers', 'seven a minute are refused', 'fires', { [refused]: growing(7) }],
  ['ThanosGateRefusesCallers', 'six a minute are refused', 'is quiet', { [refused]: growing(6) }],
  ['ThanosGateCannotDeliver', '6 % fail', 'fires', { [undelivered]: growing(6), [asked]: growing(100) }],
  ['ThanosGateCannotDeliver', '5 % fail', 'is quiet', { [undelivered]: growing(5), [asked]: growing(100) }],
  ['ThanosGateCallersRejected', 'callers are refused', 'fires', { [callers]: still(0) }],
  ['ThanosGateCallersRejected', 'callers are taken', 'is quiet', { [callers]: still(1) }],
  ['ThanosQueryFailing', '6 % fail', 'fires', { [queried(500)]: growing(6), [queried(200)]: growing(94) }],
  ['ThanosQueryFailing', '5 % fail', 'is quiet', { [queried(500)]: growing(5), [queried(200)]: growing(95) }],
  ['ThanosQueryStoresMissing', 'three of four are there', 'fires', { [connected]: still(3), [most]: still(20) }],
  ['ThanosQueryStoresMissing', 'none is there', 'fires', { [most]: still(20) }],
  ['ThanosQueryStoresMissing', 'all are there', 'is quiet', { [connected]: still(4), [most]: still(20) }],
  ['ThanosQueryOverloaded', 'no query more may run', 'fires', { [inFlight]: still(20), [most]: still(20) }],
  ['ThanosQueryOverloaded', 'one more may run', 'is quiet', { [inFlight]: still(19), [most]: still(20) }],
  ['ThanosQueryFrontendFailing', '6 % fail', 'fires', { [shown(502)]: growing(6), [shown(200)]: growing(94) }],
  ['ThanosQueryFrontendFailing', '5 % fail', 'is quiet', { [shown(502)]: growing(5), [shown(200)]: growing(95) }],
  ['ThanosStoreBucketFailing', '6 % fail', 'fires', { [getFailed]: growing(6), [get]: growing(100) }],
  ['ThanosStoreBucketFailing', '5 % fail', 'is quiet', { [getFailed]: growing(5), [get]: growing(100) }],
  ['ThanosStoreBlocksMissing', 'blocks fail', 'fires', { [loading]: growing(1) }],
  ['ThanosStoreBlocksMissing', 'none fails any more', 'is quiet', { [loading]: '0+1x60 60x1740' }],
  ['ThanosCompactorHalted', 'it has halted', 'fires', { [halted]: still(1) }],
  ['ThanosCompactorHalted', 'it has not', 'is quiet', { [halted]: still(0) }],
  ['ThanosCompactorNotRunning', 'no round ends', 'fires', { [rounds]: still(7) }],
  ['ThanosCompactorNotRunning', 'one round in a day ends', 'is quiet', { [rounds]: '0x900 1x900' }],
  ['ThanosCompactorFailing', 'it fails each hour', 'fires', { [failed]: growing(1) }],
  ['ThanosCompactorFailing', 'it failed twice', 'is quiet', { [failed]: '0x200 2x1600' }],
  ['ThanosRulerFailing', 'a rule fails', 'fires', { [broken]: growing(1) }],
  ['ThanosRulerFailing', 'rules are evaluated', 'is quiet', { [broken]: still(3) }],
  ['ThanosRulerAlertsLost', 'nobody takes them', 'fires', { [dropped]: growing(1), [lost]: still(0) }],
  ['ThanosRulerAlertsLost', 'the queue is full', 'fires', { [dropped]: still(0), [lost]: growing(1) }],
  ['ThanosRulerAlertsLost', 'all are taken', 'is quiet', { [dropped]: still(0), [lost]: still(0) }],
  ['ThanosRulerRulesRejected', 'rules are refused', 'fires', { [loaded]: still(0) }],
  ['ThanosRulerRulesRejected', 'rules are taken', 'is quiet', { [loaded]: still(1) }],
];

test.each(cases)('%s: when %s, it %s', (name, _, then, series) => {
  expect(complaint(name, series, then === 'fires' ? 1 : 0)).toBe('');
});

test('each alert has a case that fires, and one that does not', () => {
  const names = (then: string): string[] =>
    [...new Set(cases.flatMap(([name, , is]) => (is === then ? name : [])))].sort();
  const all = alerts.map(({ props }) => props.name).sort();
  expect([names('fires'), names('is quiet')]).toEqual([all, all]);
});
