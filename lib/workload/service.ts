import { Construct } from 'constructs';
import { Service } from '../../imports/kubernetes.js';
import { later, Manifest } from '../../imports/manifest.js';
import { Refusal } from '../kernel/refusal.js';

/** One port of a Service. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly containerPort: number;
}

/** Props of {@link ServiceOf}. */
export interface ServiceOfProps {
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly headless: boolean;
}

/** A Service whose ports are those that somebody listens on. */
export class ServiceOf extends Construct {
  readonly #ports = new Map<string, ServicePort>();

  public constructor(scope: Construct, id: string, props: ServiceOfProps) {
    super(scope, id);
    new Manifest(
      this,
      'Resource',
      Service({
        metadata: { name: props.name, labels: props.labels },
        spec: {
          selector: { ...props.selector },
          ...(props.headless && { clusterIP: 'None', publishNotReadyAddresses: true }),
          ports: later(() =>
            [...this.#ports.values()]
              .sort((a, b) => a.port - b.port)
              .map(({ name, port, containerPort }) => ({
                name,
                port,
                targetPort: containerPort,
                protocol: 'TCP' as const,
              })),
          ),
        },
      }),
    );
  }

  /** @throws Refusal when another port has the name or the number */
  public add(port: ServicePort): void {
    const clash = [...this.#ports.values()].find(
      ({ name, port: number }) => (name === port.name) !== (number === port.port),
    );
    if (clash !== undefined || port.name.length > 15) {
      throw new Refusal({
        at: this.node.path,
        field: 'port',
        given: `${port.name}: ${port.port}`,
        allowed: 'a name of at most 15 characters and a number that no other port of the Service has',
        fix: 'choose another portName or port',
      });
    }
    this.#ports.set(port.name, port);
  }
}
