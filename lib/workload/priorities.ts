import { Construct } from 'constructs';
import { PriorityClass } from '../../imports/kubernetes.js';
import { Manifest } from '../../imports/manifest.js';
import { priority } from './availability.js';

/** How each class weighs; user classes may go up to a billion, and the system's own start at two. */
const values: Readonly<Record<keyof typeof priority, readonly [number, string]>> = {
  node: [900_000_000, 'agents that see what happens on a node'],
  critical: [800_000_000, 'the path from a metric to a notification'],
  standard: [100_000_000, 'the rest of the observability stack'],
};

/** The PriorityClasses of the library, once in a cluster. */
export class Priorities extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const [name, [value, description]] of Object.entries(values)) {
      const metadata = { name: priority[name as keyof typeof priority] };
      new Manifest(this, name, PriorityClass({ metadata, value, globalDefault: false, description }));
    }
  }
}
