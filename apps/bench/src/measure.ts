import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { canPin, LOAD_CORE, processorSecondsOf } from './cores.js';
import { bytesOf, type Peer } from './peer.js';

export interface Effort {
  readonly connections: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface LoadOrder extends Effort {
  readonly port: number;
  /** One request, as bytes in Latin-1. */
  readonly request: string;
}

export interface LoadResult {
  readonly perSecond: number;
  /** Answers that were not 200, and connections that broke. */
  readonly errors: number;
  /** How much of a core the load used: where it is all of it, the load was measured, not the server. */
  readonly processorShare: number;
}

export interface Run extends LoadResult {
  /** How much of a core the server used; `null` where the system does not tell. */
  readonly serverShare: number | null;
}

const LOAD = fileURLToPath(new URL('load.js', import.meta.url));

/** One run of the load against one server. The order goes through a pipe: it holds a key. */
export async function measure(peer: Peer, effort: Effort): Promise<Run> {
  const [command = process.execPath, ...args] = canPin
    ? ['taskset', '--cpu-list', String(LOAD_CORE), process.execPath, LOAD]
    : [process.execPath, LOAD];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const order: LoadOrder = { ...effort, port: peer.port, request: bytesOf(peer.request) };
  const ended = once(child, 'close');
  child.stdin.end(JSON.stringify(order));
  let beforeSeconds: number | null = null;
  let result: LoadResult | null = null;
  let serverSeconds: number | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const usedSeconds = processorSecondsOf(peer.pid);
    if (line === 'measuring') beforeSeconds = usedSeconds;
    else {
      result = JSON.parse(line) as LoadResult;
      serverSeconds = usedSeconds === null || beforeSeconds === null ? null : usedSeconds - beforeSeconds;
    }
  }
  await ended;
  if (result === null) throw new Error(`The load ended without a result for ${peer.name}.`);
  return { ...result, serverShare: serverSeconds === null ? null : serverSeconds / (effort.durationMs / 1000) };
}
