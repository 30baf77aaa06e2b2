import { Duration, Size } from 'cdk8s';
import { Refusal } from '../../kernel/refusal.js';
import type { Site } from '../../kernel/site.js';
import { type Redaction, standardRedaction } from '../../signals/logs/redaction.js';
import type { TlsFiles } from '../../kernel/site.js';
import { type Field, field } from './field.js';
import { type Filter, flat } from './filter.js';
import type { Input } from './input.js';
import type { Output } from './output.js';
import { redacted } from './redaction.js';
import type { PipelineEntry } from './schema.js';
import { section } from './syntax.js';

/** What comes in, what is done to it, where it goes. */
export interface Pipeline {
  /** At least one. */
  readonly from: readonly [Input, ...Input[]];
  /** @default - nothing is done but the redaction */
  readonly through?: readonly Filter[];
  /** One way out, or a choice of ways by `choose`. */
  readonly to: Output;
  /** What is removed and masked, after all filters. @default standardRedaction */
  readonly redaction?: Redaction;
  /** Texts that are masked. @default message, [error][message], [error][stack_trace], [http][request][body][content], [url][original] */
  readonly texts?: readonly Field[];
  /** Objects whose sensitive members are removed too. @default [http][request][headers], [user], [labels], [fields] */
  readonly nested?: readonly Field[];
  /** Threads that filter and send. @default 4 */
  readonly workers?: number;
  /** Events that a worker takes at once. @default 125 */
  readonly batchSize?: number;
  /** How long it waits for them. @default 50 milliseconds */
  readonly batchDelay?: Duration;
  /** What it may keep on disk while the far end is away. @default 4 GiB */
  readonly queue?: Size;
  /** One file of the queue. @default 64 MiB */
  readonly page?: Size;
  /** What it may keep of events that Elasticsearch refused for good; the oldest go first. @default 1 GiB */
  readonly deadLetters?: Size;
}

const defaults = {
  texts: [
    field('message'),
    field('error', 'message'),
    field('error', 'stack_trace'),
    field('http', 'request', 'body', 'content'),
    field('url', 'original'),
  ],
  nested: [field('http', 'request', 'headers'), field('user'), field('labels'), field('fields')],
  queue: Size.gibibytes(4),
  page: Size.mebibytes(64),
  deadLetters: Size.gibibytes(1),
} as const;

/** The disk that a pipeline may fill. */
export function diskOf({ queue = defaults.queue, deadLetters = defaults.deadLetters }: Pipeline): Size {
  return Size.mebibytes(queue.toMebibytes() + deadLetters.toMebibytes());
}

/**
 * A pipeline as pipelines.yml has it. Dials where it sends to.
 *
 * @param at - the pods
 * @param tls - their certificate, where they listen with TLS
 * @throws Refusal when a number makes no sense, or a text cannot be written
 */
export function written(id: string, pipeline: Pipeline, at: Site, tls: TlsFiles | undefined): PipelineEntry {
  check(pipeline);
  const { workers = 4, batchSize = 125, batchDelay = Duration.millis(50) } = pipeline;
  const { queue = defaults.queue, page = defaults.page, deadLetters = defaults.deadLetters } = pipeline;
  return {
    'pipeline.id': id,
    'config.string': configuration(pipeline, at, tls),
    'pipeline.workers': workers,
    'pipeline.batch.size': batchSize,
    'pipeline.batch.delay': batchDelay.toMilliseconds(),
    'pipeline.ecs_compatibility': 'v8',
    'queue.type': 'persisted',
    'queue.max_bytes': megabytes(queue),
    'queue.page_capacity': megabytes(page),
    'dead_letter_queue.enable': true,
    'dead_letter_queue.max_bytes': megabytes(deadLetters),
    'dead_letter_queue.storage_policy': 'drop_older',
  };
}

function configuration(pipeline: Pipeline, at: Site, tls: TlsFiles | undefined): string {
  const { from, through = [], to, texts = defaults.texts, nested = defaults.nested } = pipeline;
  const redaction = redacted(pipeline.redaction ?? standardRedaction, { texts, nested });
  const sections = [
    section(
      'input',
      from.map((input) => input.config(tls)),
      at,
    ),
    section('filter', flat([...through, redaction]), at),
    section('output', [to.config(at)], at),
  ];
  return `${sections.join('\n')}\n`;
}

function check({ workers, batchSize, queue = defaults.queue, page = defaults.page }: Pipeline): void {
  for (const [name, given] of Object.entries({ workers, batchSize })) {
    if (given === undefined || (Number.isInteger(given) && given > 0)) continue;
    throw new Refusal({
      field: name,
      given,
      allowed: 'a whole number above zero',
      fix: 'leave it out for the default',
    });
  }
  if (page.toMebibytes() * 2 <= queue.toMebibytes()) return;
  throw new Refusal({
    field: 'queue',
    given: `${queue.toMebibytes()} MiB in pages of ${page.toMebibytes()} MiB`,
    allowed: 'at least two pages: one is written while another is read',
    fix: 'give the queue more, or make its pages smaller',
  });
}

function megabytes(size: Size): string {
  return `${size.toMebibytes()}mb`;
}
