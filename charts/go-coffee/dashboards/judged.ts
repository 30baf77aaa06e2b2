import { type Panel, stat, timeseries } from '../../../lib/index.js';
import { coloursOf, type Kpi } from '../kpis.js';

/** Where a click on a number leads. */
interface Further {
  readonly uid: string;
  readonly title: string;
}

/** A target as it stands now, coloured by whether it is kept. */
export function target(kpi: Kpi, further: Further, width: 4 | 6 = 4): Panel {
  const { name, unit, shows } = kpi;
  return stat({
    title: name,
    description: described(kpi),
    unit,
    ...(unit !== 's' && { decimals: unit === 'short' ? 1 : 2 }),
    ...coloursOf(kpi),
    query: shows,
    links: [{ to: further }],
    width,
  });
}

/** A target over time, with a dashed line where it is missed. */
export function trend(kpi: Kpi, further: Further): Panel {
  const { name, unit, shows } = kpi;
  const { thresholds } = coloursOf(kpi);
  return timeseries({
    title: `${name}, over time`,
    description: described(kpi),
    unit,
    thresholds,
    query: shows,
    legend: name,
    links: [{ to: further }],
    width: 8,
  });
}

function described({ description, unit, target: at, better, alert }: Kpi): string {
  const shown = (value: number): string => {
    if (unit === 'percentunit') return `${Number((value * 100).toFixed(1))} %`;
    if (unit === 'currencyUSD') return `$${value}`;
    return unit === 's' ? `${value * 1000} ms` : String(value);
  };
  const other = better === 'above' ? 'below' : 'above';
  const told = alert === undefined ? '' : ` Somebody is told ${other} ${shown(alert)}.`;
  return `${description.charAt(0).toUpperCase()}${description.slice(1)}. Well ${better} ${shown(at)}.${told}`;
}
