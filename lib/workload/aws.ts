import type { Construct } from 'constructs';
import { Endpoint } from '../kernel/endpoint.js';
import { Refusal } from '../kernel/refusal.js';
import { clusterOf } from './cluster.js';
import type { Site } from './site.js';

/**
 * The annotations by which a ServiceAccount is somebody at AWS: no key is written or kept.
 *
 * @param field - the prop that asks for it
 * @throws Refusal when the cluster's profile gives pods no identity
 * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export function awsIdentity(at: Construct, field: string, serviceAccount: string): Readonly<Record<string, string>> {
  const identity = clusterOf(at).profile.workloadIdentity;
  if (identity !== undefined) return { [identity.annotation]: identity.value(serviceAccount) };
  throw new Refusal({
    at: at.node.path,
    field,
    given: undefined,
    allowed: 'a cluster whose profile says how pods get an identity at AWS',
    fix: "give its profile a workloadIdentity: { annotation: 'eks.amazonaws.com/role-arn', value: … }",
  });
}

/**
 * Lets a site through to AWS' interfaces in a region, and to where its token is exchanged.
 *
 * @param services - as their hosts begin: `ec2`, `monitoring`
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function dialAws(site: Site, region: string, services: readonly string[]): void {
  for (const service of ['sts', ...services]) {
    site.dial(Endpoint.external('https', `${service}.${region}.amazonaws.com`));
  }
}

/** @throws Refusal when it is no region of AWS */
export function checkRegion(field: string, region: string): void {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return;
  throw new Refusal({ field, given: region, allowed: 'a region of AWS', fix: "write it as AWS does: 'us-east-1'" });
}
