import type { GridPos } from './model.js';

/** How many of Grafana's 24 columns a panel takes: those that fill a line without a gap. */
export type Width = 3 | 4 | 6 | 8 | 12 | 16 | 18 | 24;

/** What takes room on the grid. */
export interface Sized {
  /** Of 24 columns. */
  readonly width: number;
  /** In steps of 30 pixels, and 8 between two. */
  readonly height: number;
}

/** Where everything stands, and the first free line below. */
export interface Flow {
  readonly places: readonly GridPos[];
  readonly bottom: number;
}

const columns = 24;

/** Sets panels from left to right, and below the tallest of a line when the next does not fit. */
export function flow(panels: readonly Sized[], top: number): Flow {
  let x = 0;
  let y = top;
  let bottom = top;
  const places = panels.map(({ width, height }) => {
    if (x + width > columns) {
      x = 0;
      y = bottom;
    }
    const place = { h: height, w: width, x, y };
    x += width;
    bottom = Math.max(bottom, y + height);
    return place;
  });
  return { places, bottom };
}
