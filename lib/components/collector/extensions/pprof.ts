import type { Extension } from '../component.js';

/** Profiles of the collector itself, for whoever may forward a port to the pod. */
export function pprof(): Extension {
  return { kind: 'extensions', id: 'pprof', config: () => ({ pprof: { endpoint: 'localhost:1777' } }) };
}
