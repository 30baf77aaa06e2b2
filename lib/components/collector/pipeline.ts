import type { Signal } from '../../kernel/signal.js';
import type { Connector, Exporter, Processor, Receiver } from './component.js';

type NonEmpty<T> = readonly [T, ...T[]];

/** From where, through what, to where signals of one kind go. */
export interface Pipeline<S extends Signal> {
  /** Receivers, and connectors that end other pipelines. */
  readonly from: NonEmpty<Receiver<S> | Connector<never, S>>;
  /** In this order. The memory limiter stands first, also when it is not written. @default - the memory limiter alone */
  readonly through?: readonly Processor<S>[];
  /** Exporters, and connectors that begin other pipelines: each gets everything. */
  readonly to: NonEmpty<Exporter<S> | Connector<S, never>>;
}

/** A pipeline's key: its signal, or its signal and a name. */
export type PipelineId = Signal | `${Signal}/${string}`;

/** The signal of a pipeline's key. */
export type SignalOf<K> = K extends `${infer S extends Signal}/${string}` ? S : K extends Signal ? K : never;

type Only<T, K extends PropertyKey> = { readonly [X in Exclude<keyof T, K>]: never };

/** Pipelines by id: each carries the signal that its key says, and has no key but a pipeline's. */
export type Pipelines<P> = {
  readonly [I in keyof P]: I extends PipelineId ? Pipeline<SignalOf<I>> & Only<P[I], keyof Pipeline<never>> : never;
};

/** The signals of the pipelines that something of the kind `Begun` begins. */
type Begun<P, By> = {
  [I in keyof P]: P[I] extends { readonly from: readonly (infer F)[] } ? (F extends By ? SignalOf<I> : never) : never;
}[keyof P];

/** What a collector answers: the signals that some listening receiver feeds, no more. */
export type Answers<P> = Begun<P, { readonly listens: string }>;

/** What a collector takes from a load-balancing tier. */
export type TakesBalanced<P> = Begun<P, { readonly balanced: string }>;

/** Pipelines, when what they carry no longer matters. */
export type AnyPipelines = Readonly<
  Record<
    string,
    {
      readonly from: readonly (Receiver<never> | Connector<never, never>)[];
      readonly through?: readonly Processor<never>[];
      readonly to: readonly (Exporter<never> | Connector<never, never>)[];
    }
  >
>;
