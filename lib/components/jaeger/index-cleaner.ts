import { type Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { nameOf } from '../../../imports/manifest.js';
import { selecting } from '../../kernel/labels.js';
import { Refusal } from '../../kernel/refusal.js';
import { ScheduledJob } from '../../workload/cron-job.js';
import { Site } from '../../workload/site.js';
import type { ElasticsearchStorage } from './storage.js';

/** Props of {@link IndexCleaner}. */
export interface IndexCleanerProps {
  readonly storage: ElasticsearchStorage;
  /** Whole days. */
  readonly retention: Duration;
}

/**
 * Deletes the indices of days that are over for so long, each night. An index is made when its day begins and goes as a whole,
 * so it goes a day later than its first span would have to: nothing is deleted sooner than was asked.
 *
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/es-index-cleaner/app/flags.go
 */
export class IndexCleaner extends Construct {
  public constructor(scope: Construct, id: string, { storage, retention }: IndexCleanerProps) {
    super(scope, id);
    const { endpoint, user, indexPrefix } = storage;
    const site = new Site(this, 'Site', { labels: selecting('jaeger-es-index-cleaner', nameOf(this)) });
    const { url, tls } = site.dial(endpoint);
    // It reads a password from nowhere else.
    site.secretEnv(user.password, 'ES_PASSWORD');
    new ScheduledJob(this, 'Resource', {
      site,
      image: 'jaeger-es-index-cleaner',
      schedule: '30 0 * * *',
      args: () => [String(daysOf(retention) + 1), url],
      env: {
        ES_USERNAME: user.name,
        ...(indexPrefix !== undefined && { INDEX_PREFIX: indexPrefix }),
        ...(tls && { ES_TLS_ENABLED: 'true', ES_TLS_CA: tls.ca, ES_TLS_CERT: tls.cert, ES_TLS_KEY: tls.key }),
      },
      resources: { cpu: 0.02, memory: Size.mebibytes(64) },
      user: 10_001,
    });
  }
}

/**
 * A retention in days.
 *
 * @throws Refusal when it is not a whole number of days: an index holds a day, and goes as a whole
 */
export function daysOf(retention: Duration): number {
  const days = retention.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) return days;
  throw new Refusal({
    field: 'retention',
    given: retention.toHumanString(),
    allowed: 'a whole number of days, from one: an index holds a day and is deleted as a whole',
    fix: 'write it with Duration.days',
  });
}
