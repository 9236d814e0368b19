import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../api/dist/main.js');

export default async () => {
  // Where all spec files of a run leave what they have seen; readable for nobody else, and gone with the run.
  process.env.LATCHKEY_E2E_RUN = mkdtempSync(path.join(tmpdir(), 'lk-e2e-run-'));
  process.env.LATCHKEY_E2E_BLANK = await blankDataDir();
};

/** What the first start of a server leaves behind. Most specs go on from there: to make it takes longer than to copy it. */
async function blankDataDir() {
  if (!existsSync(MAIN)) throw new Error('The server is not built: npx nx build @latchkey/api');
  const home = mkdtempSync(path.join(tmpdir(), 'lk-e2e-blank-'));
  // As root the database runs as somebody else, who has to get in.
  chmodSync(home, 0o755);
  const { PATH = '', TMPDIR } = process.env;
  const server = spawn(process.execPath, [MAIN], {
    env: { PATH, ...(TMPDIR && { TMPDIR }), HOST: '127.0.0.1', PORT: '0', DATA_DIR: path.join(home, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const text of server.stdout.setEncoding('utf8')) {
    output += text;
    // Once: a second signal would not wait for the database.
    if (!server.killed && output.includes('Latchkey is ready.')) server.kill('SIGTERM');
  }
  if (server.exitCode === null) await once(server, 'exit');
  if (server.exitCode !== 0) throw new Error(`The server did not start:\n${output}`);
  return path.join(home, 'data');
}
