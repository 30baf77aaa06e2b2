import { storagePath } from '../storage-path.js';
import type { Extension } from '../component.js';

/**
 * Keeps what waits to be sent on the pod's volume. A collector with `storage` has it.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/storage/filestorage/README.md
 */
export function fileStorage(): Extension {
  const compaction = { on_start: true, on_rebound: true, directory: storagePath };
  const config = { directory: storagePath, create_directory: false, fsync: true, compaction };
  return { kind: 'extensions', id: 'file_storage', config: () => ({ file_storage: config }) };
}
