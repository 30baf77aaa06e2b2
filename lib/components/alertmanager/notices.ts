import { alert, each, given, group, type Text, text } from './text.js';

/** What a notification says, in the forms that receivers take. */
export interface Notices {
  /** One line: a mail's subject, a message's title, an incident's name. */
  readonly title: Text<'group'>;
  /** Plain text: mail, the details of an incident, Teams. */
  readonly text: Text<'group'>;
  /** Slack's markup (https://docs.slack.dev/messaging/formatting-message-text/). */
  readonly slack: Text<'group'>;
  /** Mail. Fields are escaped by Alertmanager. */
  readonly html: Text<'group'>;
}

/** What is said unless told otherwise: what happens, what to do, where to look. */
export const standardNotices: Notices = {
  title: text`[${group.status} ${group.severity} x${group.firing}] ${group.alertname} in ${group.cluster}`,
  text: each(text`${alert.summary} (${alert.status})
${alert.description}
team ${alert.team}, cluster ${alert.cluster}${given(alert.namespace, text`, namespace ${alert.namespace}`)}
${given(
  alert.runbook,
  text`runbook: ${alert.runbook}
`,
)}${given(
    alert.dashboard,
    text`dashboard: ${alert.dashboard}
`,
  )}
`),
  slack: each(text`*${alert.summary}* (${alert.status})
${alert.description}
${given(alert.runbook, text`<${alert.runbook}|Runbook> `)}${given(alert.dashboard, text`<${alert.dashboard}|Dashboard>`)}
`),
  html: text`<h2>${group.alertname} in ${group.cluster}</h2>${each(
    text`<h3>${alert.summary} (${alert.status})</h3><p>${alert.description}</p><p>team ${alert.team}${given(
      alert.namespace,
      text`, namespace ${alert.namespace}`,
    )}${given(alert.runbook, text` | <a href="${alert.runbook}">Runbook</a>`)}${given(
      alert.dashboard,
      text` | <a href="${alert.dashboard}">Dashboard</a>`,
    )}</p>`,
  )}`,
};

/** How a receiver asks for a notice. */
export function notice(name: keyof Notices): string {
  return `{{ template "observability.${name}" . }}`;
}

/** The template file in which {@link notice} finds them. */
export function noticesFile(notices: Notices): string {
  return Object.entries(notices)
    .map(
      ([name, { template }]: [string, Text<'group'>]) => `{{ define "observability.${name}" }}${template}{{ end }}\n`,
    )
    .join('');
}
