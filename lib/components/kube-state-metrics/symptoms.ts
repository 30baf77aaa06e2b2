import { Duration } from 'cdk8s';
import { promql } from '../../query/promql.js';
import { type Symptom, symptom } from '../../signals/symptom.js';
import { kubeStateMetrics as m } from './catalogue.js';

/** What Kubernetes says of workloads and nodes that a person must act on. */
export function symptoms(): Symptom[] {
  return [
    symptom({
      name: 'ContainerCrashLooping',
      when: promql`max_over_time(${m.waiting}{reason="CrashLoopBackOff"}[5m]) >= 1`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.namespace }}/{{ $labels.pod }} crashes again and again',
      description: '{{ $labels.container }} has been waiting to be restarted for a quarter of an hour',
    }),
    symptom({
      name: 'DeploymentReplicasMissing',
      when: promql`${m.replicasAvailable} < ${m.replicasWanted}`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.namespace }}/{{ $labels.deployment }} lacks replicas',
      description: 'fewer are available than were asked for, for a quarter of an hour',
    }),
    symptom({
      name: 'StatefulSetReplicasMissing',
      when: promql`${m.statefulReady} < ${m.statefulWanted}`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.namespace }}/{{ $labels.statefulset }} lacks replicas',
      description: 'fewer are ready than were asked for, for a quarter of an hour',
    }),
    symptom({
      name: 'NodeNotReady',
      when: promql`${m.nodeCondition}{condition="Ready",status="true"} == 0`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: '{{ $labels.node }} is not ready',
      description: 'its pods will be moved elsewhere, if there is room',
    }),
    symptom({
      name: 'JobFailed',
      when: promql`${m.jobFailed}{condition="true"} > 0`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: '{{ $labels.namespace }}/{{ $labels.job_name }} failed',
      description: 'it will not be tried again by itself: read its log, mend the cause, delete the Job',
    }),
  ];
}
