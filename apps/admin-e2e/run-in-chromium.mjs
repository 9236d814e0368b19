/*
 * Runs the browser tests in the Chromium that is there. Where there is none, a developer's run says so and goes on; a
 * build server's run fails, because there nobody would notice that nothing was tested.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const { CHROMIUM_PATH, CI, PATH = '' } = process.env;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

function findChromium() {
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  const directories = ['/usr/bin', ...PATH.split(path.delimiter)];
  return NAMES.flatMap((name) => directories.map((directory) => path.join(directory, name))).find(existsSync);
}

const chromium = findChromium();
if (chromium === undefined) {
  process.stdout.write('Browser tests are skipped: no Chromium found. Install one, or set CHROMIUM_PATH.\n');
  process.exit(CI === 'true' ? 1 : 0);
}

const here = import.meta.dirname;
const playwright = spawn(
  process.execPath,
  [
    path.resolve(here, '../../node_modules/@playwright/test/cli.js'),
    'test',
    '--reporter=list,json',
    ...process.argv.slice(2),
  ],
  {
    cwd: here,
    stdio: 'inherit',
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: 'playwright-report/report.json', ...process.env, CHROMIUM_PATH: chromium },
  },
);
playwright.on('exit', (code) => process.exit(code ?? 1));
