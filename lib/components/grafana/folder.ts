import type { Construct } from 'constructs';
import { GrafanaFolder } from '../../../imports/grafana.js';
import { Manifest } from '../../../imports/manifest.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Selection } from './selection.js';
import { slug } from './slug.js';

/** What a role may do with a folder and the dashboards in it. */
export type Access = 'none' | 'view' | 'edit' | 'admin';

/**
 * Who may do what. Admins of the organisation may always do everything. Grafana numbers its teams itself, and only Enterprise
 * makes them follow an identity provider's groups, so a manifest cannot name a team: a team gets a role by
 * `oidc.roles`, and the role gets the folder.
 */
export interface FolderProps {
  /** @default 'view' */
  readonly viewers?: Access;
  /** @default 'view': what is edited here is overwritten by what is in Git */
  readonly editors?: Access;
}

/** A folder that was added to a Grafana. */
export class Folder {
  /** @internal use {@link Grafana.folder} */
  public constructor(
    /** Stable across clusters: links stand on it. */
    public readonly uid: string,
    public readonly title: string,
    /** @internal The manifest, as dashboards refer to it. */
    public readonly manifest: string,
    /** @internal The Grafana that it was added to. */
    public readonly grafana: Construct,
  ) {}
}

/** The levels of the folder permissions API: https://grafana.com/docs/grafana/v13.1/developer-resources/api-reference/http-api/folder_permissions/ */
const levels = { view: 1, edit: 2, admin: 4 } as const;

/** Writes a folder. @throws Refusal when its title leaves nothing to name it by, or another folder has the name */
export function folderManifest(scope: Construct, selection: Selection, title: string, props: FolderProps): Folder {
  const uid = slug(scope.node.path, 'folder', title);
  if (scope.node.tryFindChild(`folder-${uid}`) !== undefined) {
    throw new Refusal({
      at: scope.node.path,
      field: 'folder',
      given: title,
      allowed: `titles whose identifiers differ: another folder is ${uid} already`,
      fix: 'hold the folder that was added first, or rename one of the two',
    });
  }
  const roles = { Viewer: props.viewers ?? 'view', Editor: props.editors ?? 'view' };
  const items = Object.entries(roles).flatMap(([role, access]) =>
    access === 'none' ? [] : [{ role, permission: levels[access] }],
  );
  const spec = { ...selection, uid, title, permissions: JSON.stringify({ items }) };
  const manifest = new Manifest(scope, `folder-${uid}`, GrafanaFolder({ spec }));
  return new Folder(uid, title, manifest.name, scope);
}
