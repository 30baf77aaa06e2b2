import { Duration } from 'cdk8s';
import type { Alert } from '../../signals/symptom.js';

/** The label by which an alert asks for the team's next receiver. */
export const escalation = { label: 'escalation', value: 'next' } as const;

/**
 * The same condition, held longer, told to the team's next receiver: for teams without a pager that escalates by itself.
 *
 * @param after - how long after the alert itself
 */
export function escalated<Team extends string>(alert: Alert<Team>, after: Duration): Alert<Team> {
  return {
    ...alert,
    name: `${alert.name}Escalated`,
    for: Duration.seconds(alert.for.toSeconds() + after.toSeconds()),
    labels: { ...alert.labels, [escalation.label]: escalation.value },
  };
}
