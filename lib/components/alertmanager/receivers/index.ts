export { type Address, email, type EmailProps } from './email.js';
export { msTeams, type MsTeamsProps } from './ms-teams.js';
export { pagerDuty, type PagerDutyProps } from './pager-duty.js';
export { all, Receiver, receiver } from './receiver.js';
export { slack, type SlackProps } from './slack.js';
export { type PlatformWebhook, type SecretWebhook, webhook } from './webhook.js';
