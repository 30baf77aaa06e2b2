import { engine } from '../engine.js';
import type { Server } from '../server.js';
import { collector } from './collector-cr.js';
import { cut, type Lacks, unbalanced } from './cut.js';
import type { Loopback } from './loopback.js';
import type { Stage } from './stage.js';

/** Connectors that no module serves: of the gateway they alone do not run. */
const lacks: Lacks = { connectors: ['service_graph', 'exceptions'] };

/** A synthesized agent, and both tiers of the gateway behind it, one replica each. */
export class Gateway {
  private constructor(
    private readonly stage: Stage,
    private readonly environment: string,
    private readonly placed: Loopback,
    /** The second tier, which counts and samples. */
    public sampler: Server,
    /** Where applications send, over HTTP. */
    public readonly otlp: string,
  ) {}

  /** Begins once the stores are served that it sends to. */
  public static async open(stage: Stage, environment: string): Promise<Gateway> {
    const placed = await stage.place('otel-sampler');
    stage.serve('otel-sampler-collector-headless', placed.port(4317));
    const sampler = await sample(stage, environment, placed);
    const first = await forwards(stage, environment, 'otel-balancer');
    stage.serve('otel-balancer', first.port(4317));
    const agent = await forwards(stage, environment, 'agent');
    return new Gateway(stage, environment, placed, sampler, `https://127.0.0.1:${agent.port(4318)}`);
  }

  /** Kills the second tier without a word, and starts it anew in the same place, with the same volume. */
  public async crash(): Promise<void> {
    const { pid } = this.sampler;
    if (pid === undefined) throw new Error('the sampler does not run');
    process.kill(pid, 'SIGKILL');
    await this.sampler.stop();
    this.sampler = await sample(this.stage, this.environment, this.placed);
  }
}

async function forwards(stage: Stage, environment: string, name: string): Promise<Loopback> {
  const file = collector(environment, name);
  const placed = await stage.place(name);
  await stage.collect(engine('otelcol'), file, placed, unbalanced(file.config).config);
  return placed;
}

function sample(stage: Stage, environment: string, placed: Loopback): Promise<Server> {
  const file = collector(environment, 'otel-sampler');
  return stage.collect(engine('otelcol'), file, placed, cut(file.config, lacks).config);
}
