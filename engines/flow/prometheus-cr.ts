import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yaml } from '../../lib/kernel/yaml.js';
import { type Engine, engine } from '../engine.js';
import type { Authority, Pair } from '../pki.js';
import { Server } from '../server.js';
import { oneOf } from './written.js';

interface SecretKey {
  readonly secret: { readonly key: string; readonly name: string };
}

/** The fields of a synthesized Prometheus that become flags and configuration. */
interface PrometheusSpec {
  readonly alerting: {
    readonly alertmanagers: readonly {
      readonly scheme: string;
      readonly tlsConfig?: { readonly serverName: string };
    }[];
  };
  readonly enableFeatures?: readonly string[];
  readonly enableRemoteWriteReceiver?: boolean;
  readonly exemplars?: { readonly maxSize: number };
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly replicaExternalLabelName: string;
  readonly tsdb?: { readonly outOfOrderTimeWindow?: string };
  readonly web?: { readonly tlsConfig?: { readonly cert: SecretKey } };
}

/** One group of rules, as Prometheus reads it. */
export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly { readonly alert?: string; readonly for?: string; readonly [field: string]: unknown }[];
}

/** What a replica of a synthesized Prometheus is started with, on loopback. */
export interface PrometheusProps {
  readonly environment: string;
  /** Its ordinal. */
  readonly ordinal: number;
  readonly folder: string;
  readonly port: number;
  readonly authority: Authority;
  readonly pair: Pair;
  /** Where Alertmanagers are. @default - none: nobody is told */
  readonly alertmanagers?: readonly string[];
  /** What it scrapes: address by job. @default - nothing */
  readonly targets?: Readonly<Record<string, string>>;
}

/** The only times that are not those synthesized. */
const shortened = { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' } as const;

/**
 * Runs one replica, by the flags and the configuration that prometheus-operator makes of the object; scrapes are static.
 *
 * @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.0/pkg/prometheus/promcfg.go
 */
export function prometheus(props: PrometheusProps): Server {
  const { environment, ordinal, folder, port } = props;
  const spec = oneOf(environment, 'Prometheus', 'prometheus').spec as PrometheusSpec;
  const name = `prometheus-${ordinal}`;
  const here = join(folder, name);
  mkdirSync(here, { recursive: true });
  const write = (file: string, value: object): string => {
    writeFileSync(join(here, file), yaml(value as never));
    return join(here, file);
  };
  const rules = [write('rules.yaml', { groups: [] })];
  return new Server({
    name,
    folder,
    path: prometheusEngine().path,
    args: [
      `--config.file=${write('prometheus.yaml', file(spec, props, rules))}`,
      `--storage.tsdb.path=${join(here, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...(spec.web?.tlsConfig
        ? [`--web.config.file=${write('web.yaml', { tls_server_config: server(props.pair) })}`]
        : []),
      ...(spec.enableRemoteWriteReceiver ? ['--web.enable-remote-write-receiver'] : []),
      ...(spec.enableFeatures ? [`--enable-feature=${spec.enableFeatures.join(',')}`] : []),
    ],
  });
}

/**
 * Gives a running replica its rules. At once they would find everything absent: targets are scraped five seconds after the start.
 */
export function rules(server: Server, folder: string, ordinal: number, groups: readonly RuleGroup[]): void {
  writeFileSync(join(folder, `prometheus-${ordinal}`, 'rules.yaml'), yaml({ groups } as never));
  if (server.pid === undefined) throw new Error(`prometheus-${ordinal} does not run`);
  process.kill(server.pid, 'SIGHUP');
}

/** The engine, refused where it is not built. */
export const prometheusEngine = (): Engine => engine('prometheus');

const server = ({ cert, key }: Pair): object => ({ cert_file: cert, key_file: key });

function file(spec: PrometheusSpec, props: PrometheusProps, rule_files: readonly string[]): object {
  const { ordinal, authority, pair, alertmanagers, targets = {} } = props;
  const replica = spec.replicaExternalLabelName;
  const [telling] = spec.alerting.alertmanagers;
  const { cert, key } = pair;
  const tls_config = {
    ca_file: authority.pair.cert,
    cert_file: cert,
    key_file: key,
    server_name: telling?.tlsConfig?.serverName,
  };
  return {
    global: {
      ...shortened,
      external_labels: { ...spec.externalLabels, [replica]: `prometheus-prometheus-${ordinal}` },
    },
    rule_files,
    scrape_configs: Object.entries(targets).map(([job_name, address]) => ({
      job_name,
      static_configs: [{ targets: [address] }],
    })),
    storage: {
      ...(spec.tsdb?.outOfOrderTimeWindow && { tsdb: { out_of_order_time_window: spec.tsdb.outOfOrderTimeWindow } }),
      ...(spec.exemplars && { exemplars: { max_exemplars: spec.exemplars.maxSize } }),
    },
    ...(alertmanagers && {
      alerting: {
        alert_relabel_configs: [{ action: 'labeldrop', regex: replica }],
        alertmanagers: [
          {
            api_version: 'v2',
            scheme: telling?.scheme,
            ...(telling?.tlsConfig && { tls_config }),
            static_configs: [{ targets: alertmanagers }],
          },
        ],
      },
    }),
  };
}
