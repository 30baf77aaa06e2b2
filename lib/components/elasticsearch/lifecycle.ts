import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { prometheusDuration } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Document } from '../../kernel/yaml.js';
import type { IlmPolicy, IndexTemplate } from './schema.js';

/** When an index is closed to writes and the next one begins: at whichever comes first. */
export interface Rollover {
  /** @default 1 day */
  readonly maxAge?: Duration;
  /** The size of a primary shard. @default 50 GiB, the most that Elastic advises */
  readonly maxShardSize?: Size;
}

/** Indices that are read less. Ages count from the rollover. */
export interface WarmPhase {
  readonly after: Duration;
  /** @default - as many as before */
  readonly replicas?: number;
  /** Whether each shard is merged into one segment, which is smaller and read faster. @default true */
  readonly merge?: boolean;
}

/** Indices that are hardly read. Ages count from the rollover. */
export interface ColdPhase {
  readonly after: Duration;
  /** @default - as many as before */
  readonly replicas?: number;
}

/** What new indices look like. */
export interface TemplateProps {
  /** Component templates that it starts from: `logs@mappings`, `ecs@mappings`. @default - none */
  readonly composedOf?: readonly string[];
  /** Primary shards of an index. @default 1 */
  readonly shards?: number;
  /** Copies beside each primary shard. @default 1; none where a single node holds data */
  readonly replicas?: number;
  /** Fields, as Elasticsearch's mappings. @default - those of the component templates, the rest by what is written first */
  readonly mappings?: Document;
  /** Whether the patterns name data streams. @default true */
  readonly dataStream?: boolean;
}

/** How long documents are kept, and where. */
export interface LifecycleProps {
  /** The policy's name, and the template's. */
  readonly name: string;
  /** The data streams or indices that it is for: `logs-*-*`. The policy has rights over these alone. */
  readonly patterns: readonly string[];
  /** @default - a day, or 50 GiB a shard */
  readonly hot?: { readonly rollover?: Rollover };
  /** @default - none */
  readonly warm?: WarmPhase;
  /** @default - none */
  readonly cold?: ColdPhase;
  /** How long after its rollover an index is deleted: each document lives so long, and at most one rollover longer. */
  readonly delete: Duration;
  /** What new indices look like. @default - no template: who writes makes its own, which names the policy */
  readonly template?: TemplateProps;
}

/** The most documents that a shard should have. @see https://www.elastic.co/docs/deploy-manage/production-guidance/optimize-performance/size-shards */
const maxDocuments = 200_000_000;

/** Above the templates that Elasticsearch brings along, which have 100 and less. */
const basePriority = 200;

/** The policy as Elasticsearch takes it. */
export function policyOf(props: LifecycleProps): IlmPolicy {
  const { hot, warm, cold } = props;
  const { maxAge, maxShardSize } = rolloverOf(hot?.rollover);
  return {
    policy: {
      phases: {
        hot: {
          min_age: '0ms',
          actions: {
            set_priority: { priority: 100 },
            rollover: {
              max_age: prometheusDuration(maxAge),
              max_primary_shard_size: `${maxShardSize.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR })}mb`,
              max_primary_shard_docs: maxDocuments,
            },
          },
        },
        ...(warm && {
          warm: {
            min_age: prometheusDuration(warm.after),
            actions: {
              set_priority: { priority: 50 },
              ...allocate(warm.replicas),
              ...(warm.merge !== false && { forcemerge: { max_num_segments: 1 } }),
            },
          },
        }),
        ...(cold && {
          cold: {
            min_age: prometheusDuration(cold.after),
            actions: { set_priority: { priority: 0 }, ...allocate(cold.replicas) },
          },
        }),
        delete: { min_age: prometheusDuration(props.delete), actions: { delete: {} } },
      },
    },
  };
}

/** The template as Elasticsearch takes it: of two that fit, the one with the longer patterns wins. */
export function templateOf(
  { name, patterns }: LifecycleProps,
  template: TemplateProps,
  dataNodes: number,
): IndexTemplate {
  return {
    index_patterns: patterns,
    priority: basePriority + Math.min(...patterns.map((pattern) => pattern.replaceAll('*', '').length)),
    ...(template.dataStream !== false && { data_stream: {} }),
    ...(template.composedOf && { composed_of: template.composedOf }),
    template: {
      settings: {
        'index.lifecycle.name': name,
        'index.number_of_shards': template.shards ?? 1,
        'index.number_of_replicas': template.replicas ?? (dataNodes > 1 ? 1 : 0),
        'index.codec': 'best_compression',
      },
      ...(template.mappings && { mappings: template.mappings }),
    },
  };
}

/** @throws Refusal when the phases are out of order, or ask for copies that no node could hold */
export function checkLifecycle(props: LifecycleProps, dataNodes: number): void {
  const { name, patterns, hot, warm, cold, template } = props;
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw no('name', name, 'lower case letters, digits and dashes', 'rename the policy');
  }
  if (patterns.length === 0 || patterns.some((pattern) => pattern.replaceAll('*', '') === '')) {
    throw no(
      'patterns',
      patterns,
      'names of data streams or indices, with a beginning of their own',
      'write them as logs-*-*',
    );
  }
  const ages: readonly (readonly [string, Duration | undefined])[] = [
    ['warm.after', warm?.after],
    ['cold.after', cold?.after],
    ['delete', props.delete],
  ];
  const given = ages.flatMap(([field, age]) => (age === undefined ? [] : [{ field, age }]));
  given.slice(1).forEach(({ field, age }, index) => {
    const before = given[index];
    if (before === undefined || seconds(before.age) < seconds(age)) return;
    throw no(
      field,
      text(age),
      `later than ${before.field}, ${text(before.age)}`,
      'put the phases in order: warm, cold, delete',
    );
  });
  const { maxAge } = rolloverOf(hot?.rollover);
  if (seconds(maxAge) > seconds(props.delete)) {
    const allowed = `at most delete, ${text(props.delete)}: a document waits for the rollover before its age counts`;
    throw no('hot.rollover.maxAge', text(maxAge), allowed, 'roll over sooner');
  }
  const replicas = {
    'template.replicas': template?.replicas,
    'warm.replicas': warm?.replicas,
    'cold.replicas': cold?.replicas,
  };
  for (const [field, copies] of Object.entries(replicas)) {
    if (copies === undefined || copies < dataNodes) continue;
    throw no(
      field,
      copies,
      `less than the ${dataNodes} nodes with data: no node holds two copies of a shard`,
      'take fewer copies',
    );
  }
}

function rolloverOf({ maxAge, maxShardSize }: Rollover = {}): Required<Rollover> {
  return { maxAge: maxAge ?? Duration.days(1), maxShardSize: maxShardSize ?? Size.gibibytes(50) };
}

function allocate(replicas: number | undefined): { allocate?: { number_of_replicas: number } } {
  return replicas === undefined ? {} : { allocate: { number_of_replicas: replicas } };
}

function seconds(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}

function text(duration: Duration): string {
  return prometheusDuration(duration);
}

function no(field: string, given: unknown, allowed: string, fix: string): Refusal {
  return new Refusal({ field: `lifecycle.${field}`, given, allowed, fix });
}
