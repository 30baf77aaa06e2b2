import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goCoffee } from '../../charts/go-coffee/index.js';
import { Alertmanager, EnvironmentApp } from '../../lib/index.js';
import type { Hooks } from './hooks.js';

/** The services outside by the name of the Secret's key that leads to them; other keys hold what is sent along. */
const addresses = { 'slack-api-url': 'slack', 'heartbeat-url': 'heartbeat' } as const;

/**
 * The synthesized routing of an environment as Alertmanager reads it. Nothing but addresses and paths is changed: the services
 * outside are on loopback, the Secret's keys are files that hold their own name, so that a message says which one it was sent with.
 *
 * @param folder - where its files are written
 */
export function routingYaml(environment: string, folder: string, hooks: Hooks): string {
  const { yaml, notices } = alertmanagerOf(environment);
  const secrets = /\/etc\/alertmanager\/secrets\/([\w-]+)\/([\w-]+)/g;
  for (const [, secret = '', key = ''] of yaml.matchAll(secrets)) {
    mkdirSync(join(folder, secret), { recursive: true });
    writeFileSync(
      join(folder, secret, key),
      key in addresses ? hooks.url(addresses[key as keyof typeof addresses]) : key,
    );
  }
  writeFileSync(join(folder, 'notices.tmpl'), notices);
  return yaml
    .replaceAll('/etc/alertmanager/secrets', folder)
    .replaceAll('/etc/alertmanager/templates', folder)
    .replaceAll('https://events.pagerduty.com:443/v2/enqueue', hooks.url('pagerduty'))
    .replace(/smtp_smarthost: \S+/, 'smtp_smarthost: 127.0.0.1:1');
}

function alertmanagerOf(name: string): Pick<Alertmanager<string>, 'yaml' | 'notices'> {
  const found = goCoffee.find(({ environment }) => environment.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  const app = new EnvironmentApp(found.environment);
  found.build(app);
  const alerts = app.node.findAll().find((construct) => construct instanceof Alertmanager);
  if (alerts === undefined) throw new Error(`${name} has no Alertmanager`);
  return alerts;
}
