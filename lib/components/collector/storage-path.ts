/** Where the volume of a StatefulSet's pod is mounted. */
export const storagePath = '/var/lib/otelcol';
