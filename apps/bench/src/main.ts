import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { canPin, pin, SERVER_CORE } from './cores.js';
import { type Effort, measure, type Run } from './measure.js';
import { assertAnswers, type Peer } from './peer.js';
import { BASELINE, startPeers } from './peers.js';
import { type Measured, table } from './report.js';

/** `--smoke`: only whether everything still works, in a few seconds. The figures mean nothing then. */
const isSmoke = process.argv.includes('--smoke');
const ROUNDS = isSmoke ? 1 : 7;
const EFFORT: Effort = isSmoke
  ? { connections: 8, warmUpMs: 0, durationMs: 100 }
  : { connections: 64, warmUpMs: 1_000, durationMs: 2_000 };

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const load = (): string => (loadavg()[0] ?? 0).toFixed(2);

const directory = await mkdtemp(path.join(tmpdir(), 'lk-bench-'));
try {
  // As root the database runs as somebody else, who has to be able to enter.
  await chmod(directory, 0o755);
  const running = await startPeers(path.join(directory, 'data'));
  try {
    const measured = await compare(running.peers);
    print(`\n${table(measured, BASELINE)}\n\nMedians of ${ROUNDS}. The machine’s load after: ${load()}.`);
    if (measured.some(({ runs }) => runs.some(({ errors }) => errors > 0))) process.exitCode = 1;
  } finally {
    await running.stop();
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Round by round, so that whatever disturbs the machine for a while disturbs all of them. */
async function compare(peers: readonly Peer[]): Promise<readonly Measured[]> {
  const seconds = (peers.length * ROUNDS * (EFFORT.warmUpMs + EFFORT.durationMs)) / 1000;
  const place = canPin ? 'a core for the server, a core for the load' : 'not pinned to cores, so expect noise';
  print(`Node ${process.version} on ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}; ${place}.`);
  print(`${peers.length} servers, ${ROUNDS} rounds, ${EFFORT.connections} connections: ${Math.ceil(seconds)} seconds.`);
  print(`The machine’s load before: ${load()}. Figures are worth something where nothing else runs.`);
  for (const peer of peers) {
    pin(peer.pid, SERVER_CORE);
    await assertAnswers(peer);
  }
  const measured = peers.map(({ name }) => ({ name, runs: [] as Run[] }));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [at, peer] of peers.entries()) {
      const run = await measure(peer, EFFORT);
      measured[at]?.runs.push(run);
      print(`  ${round}/${ROUNDS}  ${run.perSecond.toFixed(0).padStart(7)} requests/s  ${peer.name}`);
    }
  }
  return measured;
}
