import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Manifest, nameOf } from '../../../imports/manifest.js';
import { Instrumentation as InstrumentationObject } from '../../../imports/opentelemetry.js';
import type { OtlpEndpoint } from '../../kernel/endpoint.js';
import { Refusal } from '../../kernel/refusal.js';
import { clusterOf } from '../../workload/cluster.js';
import { imageIn } from '../../workload/images.js';
import { type SamplerProps, samplerOf } from './sampler.js';

/** The languages whose programs the operator puts an agent beside. */
export const injected = ['nodejs', 'java', 'python', 'dotnet'] as const;

/** A row of {@link injected}. */
export type InjectedLanguage = (typeof injected)[number];

/** Props of {@link Instrumentation}. */
export interface InstrumentationProps {
  /** Where applications send: an agent, a gateway. All pods of the namespace are admitted to it. */
  readonly to: OtlpEndpoint<'traces'>;
  /**
   * The ConfigMap of the application's namespace that holds the authority of the endpoint's certificate.
   * @default - none, which only an endpoint in the clear allows
   */
  readonly authority?: { readonly configMap: string; /** @default 'ca.crt' */ readonly key?: string };
  /** @default - every trace that nobody before decided against: who keeps which is decided at its end */
  readonly sampler?: SamplerProps;
  /** @default - W3C trace context and baggage */
  readonly propagators?: readonly ('tracecontext' | 'baggage' | 'b3' | 'b3multi' | 'jaeger' | 'xray')[];
  /** Attributes of all resources: the platform, the region. @default - `deployment.environment.name`, the cluster's */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What an application is known as. */
export interface InstrumentedProps {
  /** `service.name`. */
  readonly service: string;
  /** `service.version`. @default - the operator takes the image's tag */
  readonly version?: string;
}

/** An object with a pod template of cdk8s-plus: its Deployment, say. */
export interface HasPodMetadata {
  readonly podMetadata: { addAnnotation(key: string, value: string): void };
}

/** The size of an agent's init container, which only copies files; without one the operator's webhook sets a CPU limit. */
const resourceRequirements = { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } };

/**
 * How the applications of one namespace are instrumented without a change to them. Their side of the network is theirs: they
 * need an egress rule to the endpoint where their namespace denies by default.
 *
 * @see https://github.com/open-telemetry/opentelemetry-operator/blob/v0.131.0/README.md#opentelemetry-auto-instrumentation-injection
 */
export class Instrumentation extends Construct {
  public readonly name: string;
  public readonly namespace: string;
  readonly #endpoint: string;

  /** @throws Refusal when the endpoint has a certificate and no authority to check it by is given */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: InstrumentationProps,
  ) {
    super(scope, id);
    this.name = nameOf(this);
    this.namespace = this.ownNamespace();
    this.#endpoint = this.reach();
    const image = (language: InjectedLanguage): string => imageIn(this, `autoinstrumentation-${language}`);
    new Manifest(
      this,
      'Resource',
      InstrumentationObject({
        metadata: { name: this.name },
        spec: {
          exporter: { endpoint: this.#endpoint, ...(props.authority && { tls: this.authority(props.authority) }) },
          propagators: [...this.propagators],
          sampler: samplerOf(props.sampler),
          resource: { addK8sUIDAttributes: true, resourceAttributes: { ...this.attributes } },
          env: [{ name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' }],
          nodejs: { image: image('nodejs'), resourceRequirements },
          java: { image: image('java'), resources: resourceRequirements },
          python: { image: image('python'), resourceRequirements },
          dotnet: { image: image('dotnet'), resourceRequirements },
        },
      }),
    );
  }

  /**
   * Has the operator put the language's agent beside a program: an annotation on its pods.
   *
   * @throws Refusal when the object has no pod template
   */
  public instrument(
    workload: ApiObject | HasPodMetadata,
    props: InstrumentedProps & { readonly language: InjectedLanguage },
  ): void {
    const annotations = {
      [`instrumentation.opentelemetry.io/inject-${props.language}`]: `${this.namespace}/${this.name}`,
      'resource.opentelemetry.io/service.name': props.service,
      ...(props.version !== undefined && { 'resource.opentelemetry.io/service.version': props.version }),
    };
    if (!ApiObject.isApiObject(workload)) {
      for (const [key, value] of Object.entries(annotations)) workload.podMetadata.addAnnotation(key, value);
      return;
    }
    const template = podTemplate(workload);
    const metadata = { ...template.metadata, annotations: { ...template.metadata?.annotations, ...annotations } };
    workload.addJsonPatch(JsonPatch.add('/spec/template/metadata', metadata));
  }

  /**
   * The environment of a program that carries its own SDK: Go, which has no agent that a restricted pod may run.
   *
   * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
   */
  public environment({ service, version }: InstrumentedProps): Readonly<Record<string, string>> {
    const attributes = { ...this.attributes, ...(version !== undefined && { 'service.version': version }) };
    const { type, argument } = samplerOf(this.props.sampler);
    return {
      OTEL_SERVICE_NAME: service,
      OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
        .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
        .join(','),
      OTEL_EXPORTER_OTLP_ENDPOINT: this.#endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_PROPAGATORS: this.propagators.join(','),
      OTEL_TRACES_SAMPLER: type,
      ...(argument !== undefined && { OTEL_TRACES_SAMPLER_ARG: argument }),
    };
  }

  private get propagators(): NonNullable<InstrumentationProps['propagators']> {
    return this.props.propagators ?? ['tracecontext', 'baggage'];
  }

  private get attributes(): Readonly<Record<string, string>> {
    return { 'deployment.environment.name': clusterOf(this).name, ...this.props.attributes };
  }

  private authority({ configMap, key }: NonNullable<InstrumentationProps['authority']>): object {
    return { configMapName: configMap, ca_file: key ?? 'ca.crt' };
  }

  private reach(): string {
    const { host, port, tls } = this.props.to.http.reach({ kind: 'pods', namespace: this.namespace, labels: {} });
    if (tls === 'platform' && this.props.authority === undefined) {
      throw new Refusal({
        at: this.node.path,
        field: 'authority',
        given: undefined,
        allowed: `the ConfigMap with the authority of ${host}'s certificate, which applications check it by`,
        fix: "bring the platform's authority into the namespace, with trust-manager say, and name the ConfigMap",
      });
    }
    return `${tls === 'none' ? 'http' : 'https'}://${host}:${port}`;
  }

  private ownNamespace(): string {
    const { namespace } = Chart.of(this);
    if (namespace !== undefined) return namespace;
    throw new Refusal({
      at: this.node.path,
      field: 'namespace',
      given: namespace,
      allowed: 'the namespace of the applications: only its pods are instrumented and admitted',
      fix: 'give the chart its namespace',
    });
  }
}

/** The part of a pod template that is looked into. */
interface PodTemplate {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

function podTemplate(workload: ApiObject): PodTemplate {
  const { spec } = workload.toJson() as { readonly spec?: { readonly template?: PodTemplate } };
  if (spec?.template !== undefined) return spec.template;
  throw new Refusal({
    at: workload.node.path,
    field: 'instrument',
    given: workload.kind,
    allowed: 'an object with a pod template: a Deployment, a StatefulSet, a DaemonSet, a Job',
    fix: 'instrument what makes the pods',
  });
}
