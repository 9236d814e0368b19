import { writeSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepSmall, openServerLog } from './server-log.js';

describe('the server log', () => {
  let home: string;
  let file: string;
  const openLog = () => openServerLog(home, () => undefined);

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'latchkey-log-'));
    file = path.join(home, 'postgres.log');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('begins anew at every start, keeps the one before, and is private', async () => {
    for (const text of ['first', 'second', 'third']) {
      const log = await openLog();
      writeSync(log.fd, text);
      await log.close();
    }
    expect(await readFile(file, 'utf8')).toBe('third');
    expect(await readFile(`${file}.1`, 'utf8')).toBe('second');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('shows the last lines since the mark', async () => {
    const log = await openLog();
    writeSync(log.fd, 'of an attempt before\n');
    await log.mark();
    for (let line = 0; line < 100; line++) writeSync(log.fd, `line ${line}\n`);
    expect((await log.tail()).split('\n')).toHaveLength(12);
    expect(await log.tail()).toMatch(/^line 88\n[^]*line 99$/);
    await log.close();
  });

  it('is cut when it grows too long, and its end is kept', async () => {
    const handle = await open(file, 'ax+');
    await handle.write(`${'x'.repeat(2_000)}the end`);
    expect(await keepSmall(handle, `${file}.1`, 10_000)).toBe(false);
    expect(await keepSmall(handle, `${file}.1`, 1_000)).toBe(true);
    await handle.write('and on');
    expect(await readFile(file, 'utf8')).toBe('and on');
    expect(await readFile(`${file}.1`, 'utf8')).toMatch(/the end$/);
    await handle.close();
  });

  it('does not follow a link that somebody has put in its place', async () => {
    const elsewhere = path.join(home, 'elsewhere');
    await writeFile(elsewhere, 'untouched');
    await symlink(elsewhere, file);
    const log = await openLog();
    writeSync(log.fd, 'text');
    await log.close();
    expect(await readFile(elsewhere, 'utf8')).toBe('untouched');
  });
});
