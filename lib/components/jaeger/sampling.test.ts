import { strategiesOf } from './sampling.js';

test('strategies differ by service, by a chance or by traces a second, in the order of names', () => {
  const services = { orders: 0.5, checkout: 1, search: { type: 'ratelimiting', param: 20 } } as const;
  expect(strategiesOf({ default: 0.1, services })).toEqual({
    default_strategy: { type: 'probabilistic', param: 0.1 },
    service_strategies: [
      { service: 'checkout', type: 'probabilistic', param: 1 },
      { service: 'orders', type: 'probabilistic', param: 0.5 },
      { service: 'search', type: 'ratelimiting', param: 20 },
    ],
  });
});

test.each([10, 1.0001, -0.1, Number.NaN])('a chance of %d is refused', (chance) => {
  expect(() => strategiesOf({ default: chance })).toThrow(
    `sampling.default: got ${chance}, allowed: a probability from 0 to 1; divide a percentage by 100, or limit traces a second with { type: 'ratelimiting', param }`,
  );
});

test('the chance of one service is refused by its name', () => {
  expect(() => strategiesOf({ default: 1, services: { orders: -0.1 } })).toThrow('sampling.services.orders: got -0.1');
});

test.each([0.5, 0, -1])('%d traces a second are refused, since Jaeger would make none of them', (param) => {
  expect(() => strategiesOf({ default: 1, services: { orders: { type: 'ratelimiting', param } } })).toThrow(
    `sampling.services.orders: got ${param}, allowed: a whole number of traces a second, from 1; give a probability for less than one a second`,
  );
});
