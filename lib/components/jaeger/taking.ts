import type { Construct } from 'constructs';
import type { OtlpEndpoint } from '../../kernel/endpoint.js';
import { ConfigFiles } from '../../workload/config-files.js';
import type { Site } from '../../workload/site.js';
import type { Volume } from '../../workload/volume.js';
import { serverTls } from '../collector/client.js';
import { ports } from './ports.js';
import { type SamplingEndpoint, type SamplingProps, strategiesOf } from './sampling.js';
import type { OtlpReceiver, RemoteSampling } from './schema.js';

/** The role that takes spans, and tells SDKs which to send. */
export interface Taking {
  readonly otlp: OtlpEndpoint<'traces'>;
  readonly sampling: SamplingEndpoint;
  readonly receiver: OtlpReceiver;
  readonly extension: RemoteSampling;
  readonly volume: Volume;
}

/** A long connection sticks to one replica, so that one that is added would stand idle: clients connect anew from time to time. */
const keepalive = { server_parameters: { max_connection_age: '60s', max_connection_age_grace: '30s' } };

const folder = '/etc/jaeger/sampling';

/**
 * Takes spans at a Service.
 *
 * @throws Refusal as {@link strategiesOf} does
 */
export function taking(scope: Construct, site: Site, service: string, sampling: SamplingProps): Taking {
  const strategies = strategiesOf(sampling);
  const files = new ConfigFiles(scope, 'sampling', () => ({
    'strategies.json': `${JSON.stringify(strategies, undefined, 2)}\n`,
  }));
  const otlp: OtlpEndpoint<'traces'> = {
    grpc: site.listen('otlp-grpc', { service, port: ports.otlpGrpc }),
    http: site.listen('otlp-http', { service, port: ports.otlpHttp }),
  };
  const asked: SamplingEndpoint = {
    http: site.listen('jaeger-sampling', { service, port: ports.samplingHttp, portName: 'http-sampling' }),
    grpc: site.listen('jaeger-sampling', { service, port: ports.samplingGrpc, portName: 'grpc-sampling' }),
  };
  const server = serverTls(site.certificate);
  const tls = server && { tls: server };
  return {
    otlp,
    sampling: asked,
    receiver: {
      protocols: {
        grpc: { endpoint: `0.0.0.0:${ports.otlpGrpc}`, ...tls, keepalive },
        http: { endpoint: `0.0.0.0:${ports.otlpHttp}`, ...tls },
      },
    },
    extension: {
      file: {
        path: `${folder}/strategies.json`,
        reload_interval: '1m',
        default_sampling_probability: sampling.default,
      },
      http: { endpoint: `0.0.0.0:${ports.samplingHttp}`, ...tls },
      grpc: { endpoint: `0.0.0.0:${ports.samplingGrpc}`, ...tls },
    },
    volume: { name: 'sampling', path: folder, configMap: files.name },
  };
}
