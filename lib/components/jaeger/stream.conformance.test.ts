import { engine } from '../../../engines/engine.js';
import { scratch } from '../../../engines/scratch.js';
import { yaml } from '../../kernel/yaml.js';
import type { Written } from '../../testing/objects.js';
import { specOf, streaming } from './jaeger.fixture.js';

const otelcol = engine('otelcol');

/**
 * What the Collector 0.155, whose exporter of Kafka Jaeger 2.20 has, says to those that take spans. What is Jaeger's own is cut out;
 * of the receiver no module is among those of our build.
 */
const verdict = (change: (exporter: Written) => Written): { code: number; stderr: string } => {
  const { receivers, processors, exporters, extensions, service } = specOf(streaming(), 'jaeger-collector').config;
  const { healthcheckv2 } = extensions;
  const config = {
    receivers,
    processors,
    exporters: { kafka: change(exporters.kafka) },
    extensions: { healthcheckv2 },
    service: { ...service, extensions: ['healthcheckv2'] },
  };
  return scratch({ 'config.yaml': yaml(config) }, (cwd) =>
    otelcol.run(['validate', '--config', 'config.yaml'], { cwd }),
  );
};

test('the exporter is one that the Collector takes', () => {
  expect(verdict((exporter) => exporter)).toMatchObject({ code: 0, stderr: '' });
});

test('it knows each field by its name, and a queue on disk for which nobody could wait', () => {
  expect(verdict((exporter) => ({ ...exporter, partition_by_id: true })).stderr).toContain('partition_by_id');
  const stored = (exporter: Written): Written => ({
    ...exporter,
    sending_queue: { ...exporter.sending_queue, storage: 'file_storage' },
  });
  expect(verdict(stored).stderr).toContain('`wait_for_result` is not supported with a persistent queue');
});
