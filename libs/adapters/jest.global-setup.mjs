import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * One Postgres for all specs of a run: the server of TEST_DATABASE_URL, or an embedded one. Each spec file makes its
 * own database there (test-database.fixture.ts).
 *
 * Jest runs this outside of its module system, so the embedded server comes from the built library.
 */
export default async function startTestServer() {
  if (process.env.TEST_DATABASE_URL) return;
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-b', path.join(import.meta.dirname, 'tsconfig.lib.json')], {
    stdio: 'inherit',
  });
  const { startEmbeddedPostgres } = await import('./dist/postgres/embedded/index.js');
  const dataDir = await mkdtemp(path.join(tmpdir(), 'latchkey-specs-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    log: ({ level, message }) => level !== 'info' && process.stderr.write(`${message}\n`),
  });
  globalThis.latchkeyTestServer = { server, dataDir };
  process.env.LATCHKEY_TEST_SERVER = JSON.stringify(server.connection);
}
