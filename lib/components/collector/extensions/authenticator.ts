import type { Extension } from '../component.js';

/** An extension by which an exporter proves who it is. */
export interface Authenticator extends Extension {
  readonly authenticates: 'clients';
}
