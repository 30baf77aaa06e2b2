import { platforms } from './charts/index.js';
import { synthesize, SynthesisRefused } from './lib/index.js';

const total = { environments: 0, charts: 0, objects: 0, seconds: 0 };

try {
  synthesize(platforms, ({ environment, charts, objects, bytes, seconds }) => {
    total.environments += 1;
    total.charts += charts;
    total.objects += objects;
    total.seconds += seconds;
    say(
      `${environment}: ${charts} charts, ${objects} objects, ${Math.round(bytes / 1024)} KiB, ${seconds.toFixed(2)} s`,
    );
  });
  say(
    `${total.environments} environments, ${total.charts} charts, ${total.objects} objects, ${total.seconds.toFixed(2)} s`,
  );
} catch (error) {
  if (!(error instanceof SynthesisRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
