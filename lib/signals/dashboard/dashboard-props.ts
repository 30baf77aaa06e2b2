import type { Duration } from 'cdk8s';
import type { Link } from './link.js';
import type { Panel } from './panel.js';
import type { QueryVariable } from './query-variable.js';

/** Panels under one title. */
export interface Row {
  /** Unique in its dashboard. */
  readonly title: string;
  /** From left to right, and down when a line is full. */
  readonly panels: readonly Panel[];
  /** Whether only the title is shown at first; its panels ask nothing until it is opened. @default false */
  readonly collapsed?: boolean;
}

/** Props of a dashboard. */
export interface DashboardProps {
  /** Stable for ever: links stand on it. At most 40 letters, digits, '-' and '_'. */
  readonly uid: string;
  readonly title: string;
  /** Whose questions it answers, and which. */
  readonly description: string;
  /** @default - none */
  readonly tags?: readonly string[];
  /** How often it asks again; whole seconds, 5 or more. @default Duration.seconds(30) */
  readonly refresh?: Duration;
  /** How far back it looks. @default Duration.hours(1) */
  readonly range?: Duration;
  /** Whose clock it shows. @default 'utc' */
  readonly timezone?: 'utc' | 'browser';
  /** What readers can choose, in this order, after a datasource for each language asked. @default - nothing more */
  readonly variables?: readonly QueryVariable[];
  /** Where to go from here. @default - nowhere */
  readonly links?: readonly Link[];
  /** From top to bottom. */
  readonly rows: readonly Row[];
}
