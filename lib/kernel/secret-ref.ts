import { Refusal } from './refusal.js';

/** Where the value of a secret comes from. There is no origin for a value written in TypeScript. */
export type SecretOrigin =
  | { readonly kind: 'external'; readonly remoteKey: string; readonly property: string }
  | { readonly kind: 'generated'; readonly length: number }
  | { readonly kind: 'composed'; readonly template: string; readonly from: Readonly<Record<string, SecretRef>> }
  | { readonly kind: 'made'; readonly by: SecretMaker };

/** What makes Secrets of its own here: ECK its users and authorities, cert-manager certificates, Strimzi the users of Kafka. */
export type SecretMaker = 'eck-operator' | 'cert-manager' | 'strimzi';

/** One key of one Kubernetes Secret: a name to mount or to refer to, never a value. Only its factories make one. */
export class SecretRef {
  // Private to the class, so that no object that looks alike is one.
  readonly #origin: SecretOrigin;

  private constructor(
    /** The Secret's name. */
    public readonly name: string,
    /** The key in it. */
    public readonly key: string,
    origin: SecretOrigin,
  ) {
    this.#origin = origin;
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) || name.length > 63) {
      throw new Refusal({
        field: 'secret name',
        given: name,
        allowed: 'a DNS label: lower case letters, digits and dashes, at most 63',
        fix: 'name the Secret, never write its value',
      });
    }
  }

  /** Who puts the value there. */
  public get origin(): SecretOrigin {
    return this.#origin;
  }

  /** Where the value lies, and nothing of it: two that are written alike are the same. */
  public toJSON(): object {
    return { name: this.name, key: this.key, origin: this.origin };
  }

  /**
   * A value that an ExternalSecret brings from the organisation's store.
   *
   * @param name - the Secret that it becomes
   * @param key - the key in that Secret
   * @param from - where it lies in the store. @default - the name and the key themselves, below the environment's prefix
   */
  public static external(name: string, key: string, from: { remoteKey?: string; property?: string } = {}): SecretRef {
    return new SecretRef(name, key, {
      kind: 'external',
      remoteKey: from.remoteKey ?? name,
      property: from.property ?? key,
    });
  }

  /**
   * A random value, made in the cluster once by External Secrets' `Password` generator and known to nobody.
   *
   * @param length - characters. @default 32
   */
  public static generated(name: string, key: string, length = 32): SecretRef {
    return new SecretRef(name, key, { kind: 'generated', length });
  }

  /** A document made of other secrets: `template` is External Secrets' Go template, its variables the keys of `from`. */
  public static composed(
    name: string,
    key: string,
    template: string,
    from: Readonly<Record<string, SecretRef>>,
  ): SecretRef {
    return new SecretRef(name, key, { kind: 'composed', template, from });
  }

  /**
   * A value that an operator makes. Nothing is delivered for it: the Secret must be there, in the namespace of whoever asks.
   *
   * @param maker - who makes the Secret
   * @param name - the Secret, as the operator names it: `<cluster>-es-elastic-user`, a Certificate's `secretName`
   */
  public static madeBy(maker: SecretMaker, name: string, key: string): SecretRef {
    return new SecretRef(name, key, { kind: 'made', by: maker });
  }
}
