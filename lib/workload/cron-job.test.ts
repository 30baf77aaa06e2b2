import { Chart, Duration, Size, Testing } from 'cdk8s';
import { SecretRef } from '../kernel/secret-ref.js';
import { objectsOf } from '../testing/objects.js';
import { ScheduledJob, type ScheduledJobProps } from './cron-job.js';
import { Namespace } from './namespace.js';
import { Site } from './site.js';

const job = (props: Partial<ScheduledJobProps> = {}, id = 'sweep') => {
  const chart = new Chart(Testing.app(), 'c', { namespace: 'mon', disableResourceNameHashes: true });
  new Namespace(chart, 'mon');
  const site = new Site(chart, 'site', { labels: { app: 'sweep' } });
  site.secretEnv(SecretRef.external('store', 'password'), 'STORE_PASSWORD');
  new ScheduledJob(chart, id, {
    site,
    image: 'curl',
    schedule: '30 0 * * *',
    resources: { cpu: 0.05, memory: Size.mebibytes(32) },
    ...props,
  });
  return objectsOf(chart).one('CronJob', id).spec;
};

test('runs never overlap, never last for ever, and leave little behind', () => {
  expect(job()).toMatchObject({
    schedule: '30 0 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 1800 } },
  });
  expect(job({ deadline: Duration.minutes(5), retries: 0 }).jobTemplate.spec).toMatchObject({
    backoffLimit: 0,
    activeDeadlineSeconds: 300,
  });
});

test('its pods are restricted, carry the labels of their site, and are made anew when they fail', () => {
  const { metadata, spec } = job().jobTemplate.spec.template;
  expect(metadata.labels).toEqual({ app: 'sweep' });
  expect(spec).toMatchObject({ restartPolicy: 'Never', automountServiceAccountToken: false });
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.containers[0].securityContext).toMatchObject({
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(spec.containers[0].resources.limits).toEqual({ memory: '32Mi' });
});

test('a secret comes to it by the name that its program knows', () => {
  expect(job().jobTemplate.spec.template.spec.containers[0].env).toEqual([
    { name: 'STORE_PASSWORD', valueFrom: { secretKeyRef: { name: 'store', key: 'password' } } },
  ]);
});

test.each(['@daily', '0 0 * *', '61 o * * *', '* * * * * *'])('the schedule %s is refused', (schedule) => {
  expect(() => job({ schedule })).toThrow(
    "cron's five fields in digits: minute, hour, day, month, weekday; write it as '30 0 * * *'",
  );
});

test.each(['*/5 * * * *', '0 1,13 * * 1-5', '30 0 1 */3 *'])('the schedule %s is taken', (schedule) => {
  expect(job({ schedule }).schedule).toBe(schedule);
});

test('a name that would not leave room for the number of a run is refused', () => {
  expect(() => job({}, 'x'.repeat(53))).toThrow('at most 52 characters below the chart');
});

test('a job that sees the node is refused where only restricted pods are admitted', () => {
  const volumes = [{ name: 'logs', path: '/logs', host: '/var/log' }];
  expect(() => job({ volumes })).toThrow(
    "c/sweep: namespace: got 'mon', allowed: a namespace that is privileged, since its pods ask for /var/log",
  );
});
