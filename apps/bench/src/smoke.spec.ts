import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const built = (program: string): string => {
  const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist', program);
  if (!existsSync(file)) throw new Error('The bench is not built: npx nx build @latchkey/bench');
  return file;
};
const smoke = async (program: string): Promise<string[]> =>
  (await promisify(execFile)(process.execPath, [built(program), '--smoke'])).stdout.split('\n');

test('every server answers the load without an error', async () => {
  const rows = (await smoke('main.js')).filter((line) => /%\s+\d+$/.test(line));
  expect(rows).toHaveLength(6);
  for (const row of rows) expect(row).toMatch(/ 0$/);
}, 60_000);

test('the list answers all that is asked of many keys', async () => {
  const rows = (await smoke('many-keys.js')).filter((line) => line.startsWith('ok '));
  expect(rows).toHaveLength(13);
  expect(rows.find((row) => row.includes('there once'))).toMatch(/ 1 keys$/);
  expect(rows.find((row) => row.includes('in the middle'))).toMatch(/ 25 keys$/);
}, 60_000);
