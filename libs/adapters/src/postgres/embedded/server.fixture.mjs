/*
 * A process of its own that runs the embedded server, for the specs to kill, or to run under another user:
 *   node server.fixture.mjs <url of the compiled embedded/index.js> <options as JSON>
 * Reports what happens as JSON lines on stdout. Ends as it should on SIGTERM, and in disorder on SIGUSR2.
 */
const [moduleUrl, options] = process.argv.slice(2);
const report = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const { startEmbeddedPostgres } = await import(moduleUrl);

process.on('SIGINT', () => report({ interrupted: true }));
process.on('SIGUSR2', () => process.exit(3));
const ending = new AbortController();
process.on('SIGTERM', () => ending.abort());

try {
  const log = (event) => report({ event });
  const server = await startEmbeddedPostgres({ ...JSON.parse(options), log, signal: ending.signal });
  ending.signal.addEventListener('abort', () => void server.stop().then(() => process.exit(0)));
  const { connection, dataDirectory } = server;
  report({ ready: { connection, dataDirectory } });
} catch (error) {
  report({ error: { name: error.name, message: error.message, holderPid: error.holderPid } });
  process.exit(1);
}
