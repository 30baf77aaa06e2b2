import type { Synthesizable } from '../../lib/index.js';
import { environments } from './environments.js';
import { platform } from './platform.js';

/** Go Coffee: one cluster an environment. */
export const goCoffee: readonly Synthesizable[] = environments.map((environment) => ({ environment, build: platform }));
