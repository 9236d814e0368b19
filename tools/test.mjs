// `npm test`: every check of the project, in the order in which they are quickest to fail. Goes on after a failure, so
// that one run tells everything; the last line sums up all runners.
import { spawnSync } from 'node:child_process';
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

const steps = [
  check('format', ['prettier', '--check', '.']),
  check('build', ['nx', 'run-many', '--target=build', '--output-style=stream']),
  check('dashboard budgets', ['npm', 'run', 'check:budget', '--workspace=@latchkey/admin']),
  check('lint', ['eslint', '.']),
  check('typecheck', ['nx', 'run-many', '--target=typecheck', '--output-style=stream']),
  jest('unit tests and contract suites'),
  jest('end-to-end over HTTP', '--config', 'apps/api-e2e/jest.config.mjs'),
  runner(
    'end-to-end in the browser',
    ['npm', 'run', 'e2e', '--workspace=@latchkey/admin-e2e'],
    browserReport,
    ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
    { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
  ),
];

const total = { passed: 0, failed: 0 };
const failures = [];
for (const step of steps) {
  console.log(`\n=== ${step.name}`);
  const [command, ...args] = step.command[0] === 'npm' ? step.command : ['npx', '--no-install', ...step.command];
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...step.environment },
    shell: process.platform === 'win32',
  });
  const { passed, failed } = step.tally(status === 0);
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failures.push(step.name);
}
rmSync(reports, { recursive: true, force: true });

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
