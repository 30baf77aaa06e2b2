import { Refusal } from '../../kernel/refusal.js';

/** What a colour says: `green` is well, `red` is not. */
export type Color = 'green' | 'yellow' | 'orange' | 'red';

/** From where on a value has another colour. */
export interface Threshold {
  /** The least value that has the colour, in the panel's unit. */
  readonly at: number;
  readonly color: Color;
}

/** A step as Grafana writes it; the first begins at `null`, which is minus infinity there. */
export interface ThresholdStep {
  readonly value: number | null;
  readonly color: Color;
}

/**
 * The steps, the base first.
 * @throws Refusal when they do not rise: Grafana would colour by the last that it meets
 */
export function thresholdSteps(base: Color, thresholds: readonly Threshold[]): ThresholdStep[] {
  const falls = thresholds.findIndex(({ at }, i) => !Number.isFinite(at) || at <= (thresholds[i - 1]?.at ?? -Infinity));
  if (falls === -1) return [{ value: null, color: base }, ...thresholds.map(({ at, color }) => ({ value: at, color }))];
  throw new Refusal({
    field: `thresholds[${falls}].at`,
    given: thresholds[falls]?.at,
    allowed: 'finite numbers, each greater than the one before',
    fix: 'put the lowest first; what is below it has baseColor',
  });
}
