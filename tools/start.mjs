// `npm start`: builds what is stale, then becomes the server. One process, so that Ctrl-C and signals reach it directly.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
const build = spawn(
  process.execPath,
  [nx, 'run-many', '--target=build', '--projects=@latchkey/api,@latchkey/admin', '--output-style=stream'],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' },
  },
);

// One line for each project that is really built; all that the builds said only where one fails.
const said = [];
for await (const line of createInterface({ input: build.stdout })) {
  said.push(line);
  const [, project, fromCache] = /> nx run (\S+):build(.*cache\])?/.exec(line) ?? [];
  if (project !== undefined && fromCache === undefined) console.log(`Building ${project}`);
}
if (build.exitCode === null) await once(build, 'exit');
if (build.exitCode !== 0) {
  console.error(said.join('\n'));
  process.exit(build.exitCode ?? 1);
}

await import('../apps/api/dist/main.js');
