import { bytes } from '../../kernel/dialect.js';
import type { LogParser } from '../../signals/logs/parsers.js';
import { type Buffers, buffersOf } from './buffers.js';
import { type LogTypeRule, logTypeFilters } from './log-type.js';
import { tagged } from './output.js';
import { redactionCall } from './redaction-script.js';
import type { Filter, FluentBitConfig, OutputSection, Parser, Service, Tail } from './schema.js';
import { containersInput } from './symptoms.js';

/** The port of Fluent Bit's own HTTP server. */
export const port = 2020;

/** The folder that outlives a pod: offsets and chunks. */
export const state = '/var/lib/fluent-bit';

/** The folder of the configuration and the script. */
export const folder = '/fluent-bit/config';

/** What {@link configuration} is made of. */
export interface ConfigurationProps {
  readonly cluster: string;
  readonly buffers: Buffers;
  readonly exclude: readonly string[];
  readonly multiline: readonly string[];
  readonly parsers: readonly LogParser[];
  /** Whether pods may choose among the parsers by an annotation. */
  readonly podsChoose: boolean;
  readonly logTypes: readonly LogTypeRule[];
  readonly filters: readonly Filter[];
  readonly outputs: readonly OutputSection[];
}

/** The whole configuration. The order of the filters is its law: lines are made whole, named, sorted, and masked last. */
export function configuration(props: ConfigurationProps): FluentBitConfig {
  return {
    service: service(props.buffers),
    ...(props.parsers.length > 0 && { parsers: props.parsers.map(parser) }),
    pipeline: {
      inputs: [tail(props.exclude)],
      filters: [
        ...wholeLines(props.multiline),
        kubernetes(props.podsChoose),
        { name: 'modify', match: tagged, set: `cluster ${props.cluster}` },
        ...logTypeFilters(tagged, props.logTypes),
        ...props.filters,
        {
          name: 'lua',
          alias: 'redaction',
          match: tagged,
          script: `${folder}/redaction.lua`,
          call: redactionCall,
          protected_mode: true,
          // A null would otherwise take its key with it.
          enable_flb_null: true,
        },
      ],
      outputs: props.outputs,
    },
  };
}

function service(given: Buffers): Service {
  const { chunksInMemory, backlog } = buffersOf(given);
  return {
    flush: 1,
    grace: 20,
    log_level: 'info',
    http_server: 'on',
    http_listen: '0.0.0.0',
    http_port: port,
    health_check: 'on',
    hc_errors_count: 5,
    hc_retry_failure_count: 5,
    hc_period: 60,
    // Anybody who reaches the port could otherwise reload it, and a reload loses what only memory holds.
    hot_reload: 'off',
    'scheduler.base': 5,
    'scheduler.cap': 60,
    'storage.path': `${state}/storage`,
    'storage.sync': 'normal',
    'storage.checksum': 'on',
    'storage.metrics': 'on',
    'storage.max_chunks_up': chunksInMemory,
    'storage.backlog.mem_limit': bytes(backlog),
    'storage.delete_irrecoverable_chunks': 'on',
  };
}

function tail(exclude: readonly string[]): Tail {
  return {
    name: 'tail',
    alias: containersInput,
    tag: tagged,
    path: '/var/log/containers/*.log',
    ...(exclude.length > 0 && {
      exclude_path: exclude.map((namespace) => `/var/log/containers/*_${namespace}_*.log`).join(','),
    }),
    'multiline.parser': 'docker, cri',
    db: `${state}/containers.db`,
    'db.sync': 'normal',
    'db.locking': true,
    read_from_head: true,
    buffer_chunk_size: 65_536,
    buffer_max_size: 262_144,
    skip_long_lines: true,
    skip_empty_lines: true,
    refresh_interval: 10,
    // A burst rotates a file within seconds; the rest of it is still to be read.
    rotate_wait: 30,
    'storage.type': 'filesystem',
    'storage.pause_on_chunks_overlimit': 'off',
  };
}

/** First, since it sends what it has put together through the filters anew; on disk, since a paused emitter loses lines. */
function wholeLines(languages: readonly string[]): Filter[] {
  if (languages.length === 0) return [];
  return [
    {
      name: 'multiline',
      alias: 'stack-traces',
      match: tagged,
      'multiline.key_content': 'log',
      'multiline.parser': languages.join(', '),
      mode: 'parser',
      buffer: 'on',
      flush_ms: 2000,
      emitter_name: 'stack_traces',
      'emitter_storage.type': 'filesystem',
    },
  ];
}

/**
 * Asks the API server, once for each pod: asking the kubelet would need the node's network and the right `nodes/proxy`,
 * which also runs commands in any pod.
 */
function kubernetes(podsChoose: boolean): Filter {
  return {
    name: 'kubernetes',
    alias: 'kubernetes',
    match: tagged,
    kube_tag_prefix: 'kube.var.log.containers.',
    merge_log: 'on',
    merge_log_trim: 'on',
    keep_log: 'off',
    labels: 'on',
    annotations: 'off',
    // No limit: a pod whose description is longer than the buffer would have no name.
    buffer_size: 0,
    'k8s-logging.parser': podsChoose ? 'on' : 'off',
    'k8s-logging.exclude': 'off',
    'tls.verify': 'on',
    'tls.verify_hostname': 'on',
  };
}

function parser({ name, format, regex, time, types }: LogParser): Parser {
  return {
    name,
    format,
    ...(regex !== undefined && { regex }),
    ...(time && { time_key: time.field, time_format: time.format, time_keep: time.keep ? 'on' : 'off' }),
    ...(types && {
      types: Object.entries(types)
        .map(([field, type]) => `${field}:${type}`)
        .join(' '),
    }),
  };
}
