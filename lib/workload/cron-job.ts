import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s } from '../../imports/kubernetes.js';
import { later, Manifest, nameOf } from '../../imports/manifest.js';
import { Refusal } from '../kernel/refusal.js';
import { refuseNodeAccess } from './node-access.js';
import { podTemplate, type PodProps } from './pod-template.js';

/** Props of {@link ScheduledJob}. */
export interface ScheduledJobProps extends PodProps {
  /** When it runs, in cron's five fields, in UTC. */
  readonly schedule: string;
  /** How long one run may take before it is stopped and counts as failed. @default 30 minutes */
  readonly deadline?: Duration;
  /** How late a run that was missed may still begin. @default 1 hour */
  readonly startingDeadline?: Duration;
  /** How often a failed run is tried again. @default 2 */
  readonly retries?: number;
}

/** Numbers, `*`, lists, ranges and steps: no names and no `@daily`, which not every reader of cron knows. */
const field = '(\\*|\\d+(-\\d+)?)(/\\d+)?';
const cron = new RegExp(`^${Array(5).fill(`${field}(,${field})*`).join(' ')}$`);

/**
 * Pods of ours that come to an end, again and again: restricted, one at a time, never for ever. Its labels are on each pod, so
 * that the site's policy holds for them.
 *
 * @throws Refusal when the schedule is not cron's, or its pods see the node in a namespace that is not privileged
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class ScheduledJob extends Construct {
  /** The object's name; Kubernetes adds eleven characters to it for each run. */
  public readonly name: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ScheduledJobProps,
  ) {
    super(scope, id);
    if (!cron.test(props.schedule)) {
      throw new Refusal({
        at: this.node.path,
        field: 'schedule',
        given: props.schedule,
        allowed: "cron's five fields in digits: minute, hour, day, month, weekday",
        fix: "write it as '30 0 * * *', which is half past midnight in UTC",
      });
    }
    refuseNodeAccess(this, props);
    this.name = nameOf(this, 52);
    const metadata = { name: this.name, labels: props.site.labels };
    const spec = { spec: later(() => this.spec()) };
    new Manifest(this, 'Resource', { apiVersion: 'batch/v1', kind: 'CronJob', metadata, ...spec });
  }

  private spec(): unknown {
    const { schedule, deadline, startingDeadline, retries } = this.props;
    const { template } = podTemplate(this, this.props, { pod: { restartPolicy: 'Never' }, container: {} });
    return k8s.toJson_CronJobSpec({
      schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: (startingDeadline ?? Duration.hours(1)).toSeconds(),
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: { ...this.props.site.labels } },
        spec: {
          backoffLimit: retries ?? 2,
          activeDeadlineSeconds: (deadline ?? Duration.minutes(30)).toSeconds(),
          template,
        },
      },
    });
  }
}
