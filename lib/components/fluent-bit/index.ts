export { FluentBit, type FluentBitProps } from './fluent-bit.js';
export type { Buffers } from './buffers.js';
export { fluentBitMetrics } from './catalogue.js';
export type { LokiLabel, LokiMetadata } from './field.js';
export type { OwnFilter, Parsing } from './filter.js';
export { type LogType, logTypeLabel, type LogTypeRule, logTypes, standardLogTypes } from './log-type.js';
export type { BasicAuth, Output, OutputProps } from './output.js';
export * from './outputs.js';
