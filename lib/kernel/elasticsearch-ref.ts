import type { Endpoint } from './endpoint.js';

/**
 * A cluster of Elasticsearch in the same cluster of Kubernetes, for those that its operator connects by name. Only the
 * construct that makes the cluster makes one, so that none names a cluster that is not there.
 */
export class ElasticsearchRef {
  readonly #endpoint: Endpoint<'elasticsearch'>;

  /** @internal Only the construct of the cluster calls it. */
  public constructor(
    /** The object's name. */
    public readonly name: string,
    public readonly namespace: string,
    endpoint: Endpoint<'elasticsearch'>,
  ) {
    this.#endpoint = endpoint;
  }

  /** Where it takes requests. */
  public get endpoint(): Endpoint<'elasticsearch'> {
    return this.#endpoint;
  }
}
