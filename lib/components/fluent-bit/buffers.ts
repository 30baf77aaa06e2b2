import { Size } from 'cdk8s';
import { bytes, quantity } from '../../kernel/dialect.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Output } from './output.js';

/** What an agent may hold in memory. */
export interface Buffers {
  /** Chunks of about 2 MB that are in memory at once; more stay on disk alone, and nothing is paused. @default 64 */
  readonly chunksInMemory?: number;
  /** Memory for chunks that an earlier run left on disk. @default 32 MiB */
  readonly backlog?: Size;
}

/** A chunk's size, about: it may be a little over. @see https://docs.fluentbit.io/manual/4.2/data-pipeline/buffering */
const chunk = Size.mebibytes(2);

/** The part of the memory limit that buffers may fill; tailed files, TLS and Lua live in the rest. */
const share = 0.8;

/** Buffers with their defaults. */
export function buffersOf({ chunksInMemory = 64, backlog = Size.mebibytes(32) }: Buffers): Required<Buffers> {
  return { chunksInMemory, backlog };
}

/** @throws Refusal with the sum when buffers could fill the memory limit: the kernel would then kill the agent mid-write */
export function checkMemory(at: string, buffers: Buffers, limit: Size): void {
  const { chunksInMemory, backlog } = buffersOf(buffers);
  const needed = chunksInMemory * bytes(chunk) + bytes(backlog);
  const allowed = bytes(limit) * share;
  if (Number.isInteger(chunksInMemory) && chunksInMemory > 0 && needed < allowed) return;
  throw new Refusal({
    at,
    field: 'buffers',
    given: `${chunksInMemory} chunks x ${quantity(chunk)} + backlog ${quantity(backlog)} = ${mebibytes(needed)}Mi`,
    allowed: `whole chunks, less in all than ${share} x ${quantity(limit)} = ${mebibytes(allowed)}Mi`,
    fix: 'give resources.memory more, or chunksInMemory less: what is over goes to disk',
  });
}

/** @throws Refusal with the sum when the outputs may together keep more than a node has for them */
export function checkDisk(at: string, outputs: readonly Output[], disk: Size): void {
  const needed = outputs.reduce((sum, { buffer }) => sum + bytes(buffer), 0);
  if (needed <= bytes(disk)) return;
  throw new Refusal({
    at,
    field: 'nodeDisk',
    given: quantity(disk),
    allowed: `at least ${outputs.map(({ name, buffer }) => `${name} ${quantity(buffer)}`).join(' + ')} = ${mebibytes(needed)}Mi`,
    fix: 'make the buffers of the outputs smaller, or nodeDisk larger if every node has the room',
  });
}

function mebibytes(count: number): number {
  return Math.floor(count / 1024 ** 2);
}
