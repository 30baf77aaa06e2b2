import { Construct } from 'constructs';
import { Refusal } from '../../kernel/refusal.js';
import { SecretRef } from '../../kernel/secret-ref.js';
import { yaml } from '../../kernel/yaml.js';
import type { Site } from '../../workload/site.js';
import type { ApplicationPrivileges, ClusterPrivilege, IndexPrivileges, RolesFile } from './schema.js';

/** What a user may do. Nobody may do everything: there is no such privilege in the types. */
export interface Privileges {
  /** @default - nothing */
  readonly cluster?: readonly ClusterPrivilege[];
  /** @default - nothing */
  readonly indices?: readonly IndexPrivileges[];
  /** What it may do in Kibana. @default - nothing */
  readonly applications?: readonly ApplicationPrivileges[];
}

/** A user, as a client takes it. */
export interface ElasticsearchUser {
  readonly name: string;
  /** Deliverable in the client's namespace, whichever it is, unless it was generated. */
  readonly password: SecretRef;
}

/** Names that are Elasticsearch's own. @see https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/built-in-users */
const taken = [
  'elastic',
  'kibana',
  'kibana_system',
  'logstash_system',
  'beats_system',
  'apm_system',
  'remote_monitoring_user',
];

/**
 * The users of a cluster, and the role of the same name that each has alone. One Secret a user is both ECK's file realm
 * (`username`, `password`, `roles`) and its roles (`roles.yml`): External Secrets writes no Secret that takes nothing from a
 * store or a generator, and roles alone take nothing.
 *
 * @see https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based
 */
export class Users extends Construct {
  readonly #secrets = new Map<string, string>();

  /**
   * @param site - where the Secrets are delivered: ECK reads them in the cluster's own namespace alone
   * @param cluster - the cluster's name
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly site: Site,
    private readonly cluster: string,
  ) {
    super(scope, id);
  }

  /**
   * A user whose password somebody puts into the organisation's store, so that it is the same in every namespace.
   *
   * @throws Refusal when the name is not free, or it may do nothing
   */
  public add(name: string, privileges: Privileges): ElasticsearchUser {
    return this.make(name, privileges, SecretRef.external(this.secretOf(name), 'password'));
  }

  /**
   * A user for pods of the cluster's own namespace: its password is random, and another namespace would get another one.
   *
   * @throws Refusal as {@link add} does
   */
  public addGenerated(name: string, privileges: Privileges): ElasticsearchUser {
    return this.make(name, privileges, SecretRef.generated(this.secretOf(name), 'password'));
  }

  /** The Secrets as ECK's `auth` names them, sorted. Complete only when the manifests are written. */
  public get auth(): { fileRealm: { secretName: string }[]; roles: { secretName: string }[] } {
    const secrets = [...this.#secrets.values()].sort().map((secretName) => ({ secretName }));
    return { fileRealm: secrets, roles: secrets };
  }

  private secretOf(name: string): string {
    return `${this.cluster}-user-${name}`;
  }

  private make(name: string, privileges: Privileges, password: SecretRef): ElasticsearchUser {
    this.check(name, privileges);
    const { cluster = [], indices = [], applications } = privileges;
    const roles: RolesFile = { [name]: { cluster, indices, ...(applications && { applications }) } };
    const fixed = (key: string, text: string): SecretRef => SecretRef.composed(password.name, key, text, {});
    // The password first: its origin decides what kind of ExternalSecret it is.
    for (const ref of [password, fixed('username', name), fixed('roles', name), fixed('roles.yml', yaml(roles))]) {
      this.site.secret(ref);
    }
    this.#secrets.set(name, password.name);
    return { name, password };
  }

  private check(name: string, { cluster = [], indices = [], applications = [] }: Privileges): void {
    if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) || taken.includes(name) || this.#secrets.has(name)) {
      throw this.no(
        name,
        'lower case letters, digits and dashes, once, and no name of Elasticsearch itself',
        'choose another name',
      );
    }
    const nowhere = indices.some(({ names, privileges }) => names.length === 0 || privileges.length === 0);
    const names = indices.flatMap((some) => some.names);
    if (cluster.length + indices.length + applications.length === 0 || nowhere) {
      throw this.no(
        { cluster, indices, applications },
        'a user that may do something',
        'name its privileges, and the indices that they hold for',
      );
    }
    // The text passes through a Go template, and these would be read by it.
    if (names.some((index) => index.includes('{{')))
      throw this.no(names, "names of indices, without '{{'", 'write the names out');
  }

  private no(given: unknown, allowed: string, fix: string): Refusal {
    return new Refusal({ at: this.node.path, field: 'user', given, allowed, fix });
  }
}
