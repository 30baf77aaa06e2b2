import fc from 'fast-check';
import { flow, type Width } from './layout.js';

const widths: readonly Width[] = [3, 4, 6, 8, 12, 16, 18, 24];
const panels = fc.array(fc.record({ width: fc.constantFrom(...widths), height: fc.integer({ min: 2, max: 40 }) }), {
  maxLength: 30,
});

test('panels never overlap, stay on the grid and keep their order', () => {
  fc.assert(
    fc.property(panels, fc.nat(500), (sized, top) => {
      const { places, bottom } = flow(sized, top);
      expect(places.map(({ w, h }) => ({ width: w, height: h }))).toEqual(sized);
      places.forEach((a, i) => {
        expect(a.x + a.w).toBeLessThanOrEqual(24);
        expect(a.y).toBeGreaterThanOrEqual(top);
        expect(a.y + a.h).toBeLessThanOrEqual(bottom);
        for (const b of places.slice(i + 1)) {
          expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
          expect(b.y > a.y || (b.y === a.y && b.x > a.x)).toBe(true);
        }
      });
    }),
  );
});

test('a line that is full begins a new one below its tallest panel', () => {
  const { places, bottom } = flow([...'12'].map(() => ({ width: 12, height: 8 })).concat({ width: 6, height: 4 }), 1);
  expect(places).toEqual([
    { x: 0, y: 1, w: 12, h: 8 },
    { x: 12, y: 1, w: 12, h: 8 },
    { x: 0, y: 9, w: 6, h: 4 },
  ]);
  expect(bottom).toBe(13);
});
