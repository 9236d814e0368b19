// `npm start`: builds what is stale, then becomes the server. One process, so that Ctrl-C and signals reach it directly.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
const build = spawnSync(
  process.execPath,
  [nx, 'run-many', '--target=build', '--projects=@latchkey/api,@latchkey/admin', '--output-style=stream'],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' } },
);
if (build.status !== 0) process.exit(build.status ?? 1);

await import('../apps/api/dist/main.js');
