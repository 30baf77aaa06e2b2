/** What telemetry is made of. */
export type Signal = 'traces' | 'metrics' | 'logs';

/** How urgently a person must act: `critical` pages, `warning` waits for working hours, `info` is only shown. */
export type Severity = 'critical' | 'warning' | 'info';

/** All severities, the most urgent first. */
export const severities: readonly Severity[] = ['critical', 'warning', 'info'];
