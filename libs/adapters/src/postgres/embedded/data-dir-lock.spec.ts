import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockDataDir } from './data-dir-lock.js';
import { DataDirInUseError } from './errors.js';
import { pidScope, processStart } from './processes.js';

const WATCH_MS = 300;

describe('the lock of DATA_DIR', () => {
  let dataDir: string;
  let lockFile: string;
  const lines: string[] = [];
  const lock = () => lockDataDir(dataDir, ({ message }) => lines.push(message), WATCH_MS);

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'latchkey-lock-'));
    lockFile = path.join(dataDir, 'latchkey.lock');
    lines.length = 0;
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const leaveLock = async (holder: Record<string, unknown>, file = lockFile) => {
    const record = { token: 'abc123', pid: process.pid, start: null, scope: await pidScope(), since: new Date(0) };
    await writeFile(file, JSON.stringify({ ...record, ...holder }));
  };

  it('is refused while its holder lives, naming directory, pid and since when', async () => {
    const before = Date.now();
    const held = await lock();
    const refusal = await lock().catch((error: unknown) => error as DataDirInUseError);

    expect(refusal).toBeInstanceOf(DataDirInUseError);
    expect(refusal).toMatchObject({ dataDir, holderPid: process.pid });
    expect((refusal as DataDirInUseError).since.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect((refusal as DataDirInUseError).message).toContain(
      `DATA_DIR ${dataDir} is in use by process ${process.pid} since`,
    );
    await held.release();
  });

  it('leaves nothing behind when it is released', async () => {
    await (await lock()).release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is taken over from a process that has ended', async () => {
    await leaveLock({ pid: await pidOfEndedProcess() });
    const held = await lock();
    expect(JSON.parse(await readFile(lockFile, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(lines.join()).toContain('taking over');
    await held.release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is taken over when the pid of its dead holder belongs to another process by now', async () => {
    expect(await processStart(process.ppid)).toBeDefined();
    await leaveLock({ pid: process.ppid, start: 'of a process before' });
    await (await lock()).release();
  });

  it('is taken over when the machine went down while it was written', async () => {
    await writeFile(lockFile, '');
    await (await lock()).release();
  });

  it('goes to exactly one of many simultaneous starts, over and over', async () => {
    const ended = await pidOfEndedProcess();
    for (let round = 0; round < 20; round++) {
      await leaveLock({ pid: ended, token: `a${round}` });
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, lock));
      const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(winners).toHaveLength(1);
      for (const { reason } of losers) expect(reason).toBeInstanceOf(DataDirInUseError);
      await winners[0]?.value.release();
      expect(await readdir(dataDir)).toEqual([]);
    }
  });

  it('survives a takeover that was killed half-way', async () => {
    const ended = await pidOfEndedProcess();
    await leaveLock({ pid: ended, token: 'aaa' });
    await leaveLock({ pid: ended, token: 'bbb' }, `${lockFile}.aaa`);
    await (await lock()).release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('of another container, where pids say nothing, is respected as long as it shows signs of life', async () => {
    await leaveLock({ pid: 1, scope: 'elsewhere' });
    const heart = setInterval(() => void utimes(lockFile, new Date(), new Date()), WATCH_MS / 5);
    await expect(lock()).rejects.toThrow(DataDirInUseError);
    clearInterval(heart);
  });

  it('of another container is taken over when it shows none', async () => {
    await leaveLock({ pid: 1, scope: 'elsewhere' });
    await (await lock()).release();
    expect(lines.join()).toContain('sign of life');
  });

  it('is left alone on release when somebody else holds it', async () => {
    const held = await lock();
    await leaveLock({ token: 'def456' });
    await held.release();
    expect(await readdir(dataDir)).toEqual(['latchkey.lock']);
  });
});

async function pidOfEndedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid as number;
}
