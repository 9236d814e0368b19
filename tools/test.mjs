// `npm test`: every check of the project, in the order in which they are quickest to fail. Goes on after a failure, so
// that one run tells everything; the last line sums up all runners.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(path.join(tmpdir(), 'latchkey-test-'));
const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' };

/** A check that passes or fails as a whole. */
const check = (name, command) => ({
  name,
  command,
  tally: (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 }),
});

/** A runner that counts its tests itself. One that ends without a report has failed, whatever it said. */
const runner = (name, command, report, read, extraEnvironment = {}) => ({
  name,
  command,
  environment: extraEnvironment,
  tally(passed) {
    const counts = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : null;
    if (counts === null) return { passed: 0, failed: passed ? 0 : 1 };
    return { passed: counts.passed, failed: counts.failed || (passed ? 0 : 1) };
  },
});

const jest = (name, ...flags) => {
  const report = path.join(reports, `${name.replace(/\W+/g, '-')}.json`);
  return runner(name, ['jest', ...flags, '--json', `--outputFile=${report}`], report, (result) => ({
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
  }));
};

const browserReport = path.join(reports, 'browser.json');

/** What stands in one line runs side by side: neither asks more of the machine than one core. */
const steps = [
  [check('build', ['nx', 'run-many', '--target=build', '--output-style=stream'])],
  [check('dashboard budgets', ['npm', 'run', 'check:budget', '--workspace=@latchkey/admin'])],
  [
    check('lint', ['eslint', '.']),
    check('typecheck', ['nx', 'run-many', '--target=typecheck', '--output-style=stream', '--parallel=1']),
  ],
  [check('format', ['prettier', '--check', '.'])],
  [jest('unit tests and contract suites')],
  [jest('end-to-end over HTTP', '--config', 'apps/api-e2e/jest.config.mjs')],
  [
    runner(
      'end-to-end in the browser',
      ['npm', 'run', 'e2e', '--workspace=@latchkey/admin-e2e'],
      browserReport,
      ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
      { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
    ),
  ],
];

/** What it writes is shown at once where it runs alone, and else when it is done, so that it can be read. */
async function run(step, isAlone) {
  const startedAt = performance.now();
  const [command, ...args] = step.command[0] === 'npm' ? step.command : ['npx', '--no-install', ...step.command];
  if (isAlone) console.log(`\n=== ${step.name}`);
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'],
    env: { ...environment, ...step.environment },
    shell: process.platform === 'win32',
  });
  const written = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => written.push(chunk));
  const [status] = await once(child, 'close');
  if (!isAlone) console.log(`\n=== ${step.name}\n${Buffer.concat(written).toString('utf8')}`);
  return { name: step.name, ...step.tally(status === 0), elapsedMs: performance.now() - startedAt };
}

const results = [];
for (const line of steps) results.push(...(await Promise.all(line.map((step) => run(step, line.length === 1)))));
rmSync(reports, { recursive: true, force: true });

const told = results.map(
  ({ name, passed, failed, elapsedMs }) =>
    `${name}: ${passed} passed, ${failed} failed, ${Math.round(elapsedMs / 1000)} s`,
);
console.log(`\n${told.join('\n')}`);
const failures = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
const total = (count) => results.reduce((sum, result) => sum + result[count], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
