import type { Extension } from '../component.js';

/** Live pages of what runs in the collector, for whoever may forward a port to the pod. */
export function zpages(): Extension {
  return { kind: 'extensions', id: 'zpages', config: () => ({ zpages: { endpoint: 'localhost:55679' } }) };
}
