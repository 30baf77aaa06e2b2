import type { Construct } from 'constructs';
import { PrometheusRule } from '../../../imports/monitoring.js';
import { Manifest } from '../../../imports/manifest.js';
import { label } from '../../kernel/labels.js';

/** The alert that always fires. When a service outside no longer hears it, the path from this Prometheus to people is broken. */
export function heartbeat(scope: Construct, prometheus: string): void {
  const name = `${prometheus}-heartbeat`;
  new Manifest(
    scope,
    'heartbeat',
    PrometheusRule({
      metadata: { name, labels: { [label.prometheus]: prometheus } },
      spec: {
        groups: [
          {
            name,
            rules: [
              {
                alert: 'Watchdog',
                expr: 'vector(1)',
                labels: { severity: 'none' },
                annotations: {
                  summary: `alerts of ${prometheus} reach people`,
                  description: 'it always fires; whoever receives it calls when it stops',
                },
              },
            ],
          },
        ],
      },
    }),
  );
}
