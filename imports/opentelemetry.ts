import type { IOpenTelemetryCollector } from '@kubernetes-models/opentelemetry-operator/opentelemetry.io/v1beta1/OpenTelemetryCollector';
import type { IInstrumentation } from '@kubernetes-models/opentelemetry-operator/opentelemetry.io/v1alpha1/Instrumentation';
import { kind } from './kind.js';

export const OpenTelemetryCollector = kind<IOpenTelemetryCollector>(
  'opentelemetry.io/v1beta1',
  'OpenTelemetryCollector',
);
export const Instrumentation = kind<IInstrumentation>('opentelemetry.io/v1alpha1', 'Instrumentation');
