import { Refusal } from '../../kernel/refusal.js';
import type { DashboardLinkModel, DataLinkModel } from './model.js';

/** Where to go from here: another dashboard with the same time and variables, or a page outside. */
export type Link = DashboardTarget | PageTarget;

/** Another dashboard. */
export interface DashboardTarget {
  readonly to: { readonly uid: string; readonly title: string };
  /** @default - the dashboard's own */
  readonly title?: string;
}

/** A page outside Grafana. */
export interface PageTarget {
  readonly title: string;
  /** Absolute, over https. */
  readonly url: string;
}

/** A link in the head of a dashboard. @throws Refusal when a page is not reached over https */
export function dashboardLink(link: Link): DashboardLinkModel {
  const inside = 'to' in link;
  return {
    title: titleOf(link),
    type: 'link',
    icon: inside ? 'dashboard' : 'external link',
    tooltip: '',
    url: inside ? `/d/${link.to.uid}` : pageOf(link),
    tags: [],
    asDropdown: false,
    targetBlank: !inside,
    includeVars: inside,
    keepTime: inside,
  };
}

/**
 * A link of a value (https://grafana.com/docs/grafana/latest/panels-visualizations/configure-data-links/).
 * @throws Refusal when a page is not reached over https
 */
export function dataLink(link: Link): DataLinkModel {
  const inside = 'to' in link;
  const url = inside ? `/d/${link.to.uid}?\${__url_time_range}&\${__all_variables}` : pageOf(link);
  return { title: titleOf(link), url, targetBlank: !inside };
}

function titleOf(link: Link): string {
  return 'to' in link ? (link.title ?? link.to.title) : link.title;
}

function pageOf({ url }: PageTarget): string {
  if (/^https:\/\/\S+$/.test(url)) return url;
  throw new Refusal({
    field: 'links.url',
    given: url,
    allowed: 'an address that begins with https://',
    fix: 'write the whole address, or give the dashboard itself as `to`',
  });
}
