import { Refusal } from '../../../kernel/refusal.js';
import type { Matchers } from '../../../query/matchers.js';
import type { Metric } from '../../../query/metric.js';
import type { Symptom } from '../../../signals/symptom.js';
import type { CloudWatchMetric, DiscoveryJob } from './schema.js';

/** Which resources of a kind are meant. */
export interface Which {
  /** The tags that they wear, by name, all of them. @default - all that wear any tag: AWS finds no others */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What CloudWatch is asked about one kind of resource; only its factories make one. */
export interface CloudWatchJob {
  readonly jobs: readonly DiscoveryJob[];
  readonly yields: readonly Metric[];
  /** @param own - what the exporter's series wear */
  readonly symptoms: (own: Matchers) => Symptom[];
}

/** How long a period is, in seconds: what CloudWatch keeps of these services at their finest. */
const period = 60;

/** Resources of a kind, in regions. @throws Refusal when a tag has no name */
export function discoveryJob(
  type: DiscoveryJob['type'],
  regions: readonly string[],
  { tags = {} }: Which,
  more: { readonly metrics: readonly CloudWatchMetric[]; readonly dimensions?: readonly string[] },
): DiscoveryJob {
  const searchTags = Object.entries(tags).map(([key, value]) => ({ key, value: `^${literally(value)}$` }));
  if (Object.keys(tags).includes('')) {
    const fix = 'name the tag, or leave the tags out';
    throw new Refusal({ field: `${type}: tags`, given: tags, allowed: 'tags with names', fix });
  }
  return {
    type,
    regions,
    ...(searchTags.length > 0 && { searchTags }),
    ...(more.dimensions && { dimensionNameRequirements: more.dimensions }),
    period,
    // Values come minutes late; the newest of these is taken.
    length: 10 * period,
    metrics: more.metrics,
  };
}

function literally(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
