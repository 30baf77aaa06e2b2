import type { Synthesizable } from '../lib/index.js';
import { goCoffee } from './go-coffee/index.js';

/** Every environment of every platform. */
export const platforms: readonly Synthesizable[] = [...goCoffee];
