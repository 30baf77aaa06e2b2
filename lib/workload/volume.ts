import type { Size } from 'cdk8s';
import { k8s } from '../../imports/kubernetes.js';
import { quantity } from '../kernel/dialect.js';

/** Where a container reads and writes: emptied with the pod, kept with its identity, or the node's own. */
export type Volume =
  | { readonly name: string; readonly path: string; readonly scratch: Size }
  | { readonly name: string; readonly path: string; readonly claim: Size; readonly storageClass: string }
  | {
      readonly name: string;
      readonly path: string;
      readonly host: string;
      readonly writable?: boolean;
      readonly create?: boolean;
    }
  | { readonly name: string; readonly path: string; readonly configMap: string }
  | { readonly name: string; readonly path: string; readonly secret: string };

/** Volumes as a pod, its container and its StatefulSet write them. */
export function podVolumes(volumes: readonly Volume[]): {
  volumes: k8s.Volume[];
  volumeMounts: k8s.VolumeMount[];
  volumeClaimTemplates: k8s.KubePersistentVolumeClaimProps[];
} {
  return {
    volumes: volumes.flatMap((volume) => source(volume) ?? []),
    volumeMounts: volumes.map((volume) => ({
      name: volume.name,
      mountPath: volume.path,
      ...(('configMap' in volume || 'secret' in volume || ('host' in volume && !volume.writable)) && {
        readOnly: true,
      }),
      ...('host' in volume && { mountPropagation: 'HostToContainer' }),
    })),
    volumeClaimTemplates: volumes.flatMap((volume) => claim(volume) ?? []),
  };
}

function source(volume: Volume): k8s.Volume | undefined {
  const { name } = volume;
  if ('scratch' in volume) return { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(quantity(volume.scratch)) } };
  if ('host' in volume) {
    return { name, hostPath: { path: volume.host, type: volume.create ? 'DirectoryOrCreate' : 'Directory' } };
  }
  if ('configMap' in volume) return { name, configMap: { name: volume.configMap } };
  // Group-readable, not world-readable: the pod's fsGroup owns it.
  if ('secret' in volume) return { name, secret: { secretName: volume.secret, defaultMode: 0o440 } };
  return undefined;
}

function claim(volume: Volume): k8s.KubePersistentVolumeClaimProps | undefined {
  if (!('claim' in volume)) return undefined;
  return {
    metadata: { name: volume.name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: volume.storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(quantity(volume.claim)) } },
    },
  };
}
