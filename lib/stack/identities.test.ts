import type { Sender } from '../kernel/sender.js';
import { refuseTwins } from './identities.js';

const sender = (at: string, labels: Record<string, string>, replicaLabel = 'prometheus_replica'): Sender => ({
  at,
  labels,
  replicaLabel,
});
const east = sender('east/metrics/prometheus', { cluster: 'east', region: 'us-east-1' });
const west = sender('west/metrics/prometheus', { cluster: 'west', region: 'eu-west-1' });

test('senders of different clusters are told apart', () => {
  expect(() => refuseTwins('hub', [east, west])).not.toThrow();
});

test('two in one cluster need a label that tells them apart', () => {
  const agent = sender('east/edge/agent', { region: 'us-east-1', cluster: 'east' });
  expect(() => refuseTwins('hub', [east, agent, west])).toThrow(
    'senders to hub: got \'{"cluster":"east","region":"us-east-1"} of east/metrics/prometheus and east/edge/agent\', allowed: labels that only one sender puts on its samples; give one of each pair an external label',
  );
  expect(() => refuseTwins('hub', [east, { ...agent, labels: { ...agent.labels, of: 'edge' } }])).not.toThrow();
});

test('all twins are named in one refusal', () => {
  expect(() => refuseTwins('hub', [east, west, east, west])).toThrow(/of east.* and east.*; .*of west.* and west/);
});

test('one cluster does not stand in two regions', () => {
  const moved = sender('east/metrics/other', { cluster: 'east', region: 'eu-west-1' });
  expect(() => refuseTwins('hub', [east, moved])).toThrow(
    "senders to hub: got 'east in eu-west-1 and us-east-1', allowed: one region for each cluster",
  );
});

test('the hub takes one of the replicas by one label', () => {
  expect(() => refuseTwins('hub', [east, sender('x', { cluster: 'x' }, 'replica')])).toThrow(
    "got 'prometheus_replica, replica', allowed: one label for replicas",
  );
});
