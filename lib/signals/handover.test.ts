import { Duration } from 'cdk8s';
import { metric } from '../query/metric.js';
import { promql } from '../query/promql.js';
import { Handover } from './handover.js';
import { symptom, type Symptom } from './symptom.js';

const oven = metric('oven_celsius', { type: 'gauge' });
const cold = (below = 100, name = 'OvenCold'): Symptom =>
  symptom({
    name,
    when: promql`${oven} < ${below}`,
    for: Duration.minutes(5),
    severity: 'critical',
    summary: 'cold',
    description: 'nothing bakes',
  });

test('alerts of many places are taken once, with the team that acts', () => {
  const handover = new Handover();
  handover.give('oven', [cold()]);
  handover.give('oven', [cold(), cold(100, 'OvenColder')]);
  const [group, ...others] = handover.take('edge', 'bakers');
  expect(others).toEqual([]);
  expect(group?.name).toBe('edge-oven-alerts');
  expect(group?.alerts.map(({ name, team }) => [name, team])).toEqual([
    ['OvenCold', 'bakers'],
    ['OvenColder', 'bakers'],
  ]);
});

test('two things of one kind have alerts of one name, each its own', () => {
  const handover = new Handover();
  handover.give('upper-oven', [cold(90)]);
  handover.give('lower-oven', [cold(80)]);
  expect(handover.take('edge', 'bakers').map(({ alerts }) => alerts[0]?.when.text)).toEqual([
    'oven_celsius < 80',
    'oven_celsius < 90',
  ]);
});

test('what was taken may be given again, by a place that is built later', () => {
  const handover = new Handover();
  handover.give('oven', [cold()]);
  handover.take('edge', 'bakers');
  expect(() => handover.give('oven', [cold()])).not.toThrow();
});

test.each([
  ['oven', 'OvenColder'],
  ['grill', 'OvenCold'],
])('an alert of the %s that comes after the others were taken would be lost, and is refused', (watched, name) => {
  const handover = new Handover();
  handover.give('oven', [cold()]);
  handover.take('edge', 'bakers');
  expect(() => handover.give(watched, [cold(100, name)])).toThrow(
    `handover of ${name} of ${watched}: got 'an alert that came after they were taken', allowed: alerts that were there then`,
  );
});

test('one name means one thing in all places', () => {
  const handover = new Handover();
  handover.give('oven', [cold()]);
  expect(() => handover.give('oven', [cold(90)])).toThrow(
    "handover of OvenCold of oven: got 'oven_celsius < 90', allowed: what another place gave under the name: oven_celsius < 100",
  );
});

test('they are taken once, and not before they are there', () => {
  const handover = new Handover();
  expect(() => handover.take('edge', 'bakers')).toThrow("handover to edge: got 'no alerts'");
  handover.give('oven', [cold()]);
  handover.take('edge', 'bakers');
  expect(() => handover.take('edge', 'bakers')).toThrow("handover to edge: got 'alerts that were taken before'");
});
