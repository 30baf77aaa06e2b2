import { App, Chart } from 'cdk8s';
import { Alertmanager, alertmanager, Namespace, NodeExporter, Prometheus, SecretRef, Size } from 'cdk8s-observability';

const app = new App();
const chart = new Chart(app, 'monitoring', { namespace: 'monitoring', disableResourceNameHashes: true });
new Namespace(chart, 'monitoring', { podSecurity: 'privileged' }); // node-exporter reads the node's files
const slack = alertmanager.slack({ channel: '#alerts', url: SecretRef.external('alerts', 'slack') });
const beat = alertmanager.webhook({ name: 'beat', url: SecretRef.external('alerts', 'beat'), host: 'hc-ping.com' });
const routing = { platform: slack };
const alerts = new Alertmanager(chart, 'alertmanager', { routing, otherwise: slack, heartbeat: beat });
const links = { runbooks: 'https://runbooks.example.com' };
const props = { storage: Size.gibibytes(50), alertmanager: alerts.endpoint, links };
const metrics = new Prometheus(chart, 'prometheus', props);
metrics.watch(new NodeExporter(chart, 'node-exporter'), { team: 'platform' }); // 'platfrom' does not compile
app.synth();
