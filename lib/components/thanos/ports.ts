/** What Thanos' programs listen on, by its own defaults. */
export const ports = { http: 10_902, grpc: 10_901, write: 19_291, capnproto: 19_391 } as const;
