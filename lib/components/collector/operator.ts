import type { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { label } from '../../kernel/labels.js';
import { Refusal } from '../../kernel/refusal.js';
import { Namespace } from '../../workload/namespace.js';

/** The operator, as `madeBy` names it. */
export const operator = 'opentelemetry-operator';

/** Below it the operator truncates: `<name>-collector-headless`, and the pods of its StatefulSet with their hash. */
const longest = 42;

/** The name of the custom resource that stands at a construct. @throws Refusal when the operator would truncate what it makes of it */
export function collectorName(construct: Construct): string {
  return nameOf(construct, longest);
}

/**
 * The labels that the operator puts on the pods of a custom resource and selects them by; they are what a Site of such pods
 * is made with.
 *
 * @throws Refusal when the operator would truncate them
 * @see https://github.com/open-telemetry/opentelemetry-operator/blob/v0.131.0/internal/manifests/manifestutils/labels.go
 */
export function collectorLabels(construct: Construct): Readonly<Record<string, string>> {
  const instance = `${Namespace.of(construct).name}.${collectorName(construct)}`;
  if (instance.length > 63) {
    throw new Refusal({
      at: construct.node.path,
      field: 'id',
      given: instance,
      allowed: 'a namespace and a name of at most 63 characters together, since both stand in one label',
      fix: 'give the construct, or the namespace, a shorter name',
    });
  }
  return {
    [label.managedBy]: operator,
    [label.instance]: instance,
    [label.partOf]: 'opentelemetry',
    [label.component]: 'opentelemetry-collector',
  };
}

/**
 * The Services that the operator makes for a custom resource, from the ports of its receivers and of `spec.ports`. They
 * cannot be switched off. Before a DaemonSet, `all` leads to the pod on the caller's own node.
 *
 * @see https://github.com/open-telemetry/opentelemetry-operator/blob/v0.131.0/internal/manifests/collector/service.go
 */
export function operatorServices(name: string): {
  readonly all: string;
  readonly headless: string;
  readonly monitoring: string;
} {
  return {
    all: `${name}-collector`,
    headless: `${name}-collector-headless`,
    monitoring: `${name}-collector-monitoring`,
  };
}
