import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/main.js');

test('every server answers the load without an error', async () => {
  if (!existsSync(MAIN)) throw new Error('The bench is not built: npx nx build @latchkey/bench');
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, '--smoke']);
  const rows = stdout.split('\n').filter((line) => /%\s+\d+$/.test(line));
  expect(rows).toHaveLength(6);
  for (const row of rows) expect(row).toMatch(/ 0$/);
}, 60_000);
