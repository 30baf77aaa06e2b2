import { metric } from '../../../lib/index.js';

/**
 * What Prometheus says of every alert that is pending or firing, with the alert's own labels beside
 * (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime).
 */
export const alerts = metric('ALERTS', {
  type: 'gauge',
  help: '1 while an alert is pending or firing',
  labels: { alertname: 'unbounded', alertstate: 2, severity: 3, team: 6, component: 'unbounded' },
});
