import type { Signal } from '../../kernel/signal.js';
import type { Metric } from '../../query/metric.js';
import type { Renderable } from './at.js';

/** Where a component stands in the configuration. */
export type ComponentKind = 'receivers' | 'processors' | 'exporters' | 'connectors' | 'extensions';

/** What a component needs of the collector that it runs in. */
export interface Needs {
  /** Every span of a trace in one place: of several replicas each would see a part. @default false */
  readonly wholeTraces?: boolean;
  /** A single replica, since each would tell the same. @default false */
  readonly single?: boolean;
  /** A pod on every node, since it tells of its own. @default false */
  readonly everyNode?: boolean;
}

/** A component of a kind. */
export interface Component<K extends ComponentKind = ComponentKind> extends Renderable {
  readonly kind: K;
  /** @default - nothing */
  readonly needs?: Needs;
  /** The metrics that it makes of what it sees. @default - none */
  readonly yields?: readonly Metric[];
}

/** What begins a pipeline. */
export interface Receiver<in S extends Signal> extends Component<'receivers'> {
  /** Never set: it carries the signals in the type. */
  readonly carries?: (signal: S) => void;
}

/** A receiver that takes OTLP from anybody who dials the collector. */
export interface Listening<in S extends Signal> extends Receiver<S> {
  readonly listens: 'otlp';
}

/** A receiver that takes OTLP from a load-balancing tier alone, which brings the spans of a trace to one replica. */
export interface Balanced<in S extends Signal> extends Receiver<S> {
  readonly balanced: 'otlp';
}

/** What stands between: it changes, drops or samples. */
export interface Processor<in S extends Signal> extends Component<'processors'> {
  /** Never set: it carries the signals in the type. */
  readonly carries?: (signal: S) => void;
}

/** What ends a pipeline. */
export interface Exporter<in S extends Signal> extends Component<'exporters'> {
  /** Never set: it carries the signals in the type. */
  readonly carries?: (signal: S) => void;
}

/** One value, two ends: it takes signals at the end of a pipeline and gives others at the start of another. */
export interface Connector<in In extends Signal, in Out extends Signal> extends Component<'connectors'> {
  /** Never set: it carries the signals in the type. */
  readonly takes?: (signal: In) => void;
  /** Never set: it carries the signals in the type. */
  readonly gives?: (signal: Out) => void;
  /** What it is one exit of. @default - it has but one exit, itself */
  readonly exitOf?: Connector<never, never>;
  /** Its exits, each of which must begin a pipeline. @default - it has but one exit, itself */
  readonly exits?: readonly Connector<never, never>[];
}

/** What serves the collector beside the pipelines. */
export type Extension = Component<'extensions'>;

/** An id of a component: its type, and the name that tells two of a type apart. */
export function idOf(type: string, name?: string): string {
  return name === undefined ? type : `${type}/${name}`;
}
