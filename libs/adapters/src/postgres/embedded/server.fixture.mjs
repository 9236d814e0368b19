/*
 * A process of its own that runs the embedded server, for the specs to kill, or to run under another user:
 *   node server.fixture.mjs <url of the compiled embedded/index.js> <options as JSON>
 * Reports what happens as JSON lines on stdout. Ends when its stdin ends.
 */
const [moduleUrl, options] = process.argv.slice(2);
const report = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const { startEmbeddedPostgres } = await import(moduleUrl);

try {
  const server = await startEmbeddedPostgres({ ...JSON.parse(options), log: (event) => report({ event }) });
  const { connection, dataDirectory, binaryVersion } = server;
  report({ ready: { connection, dataDirectory, binaryVersion } });
  process.stdin.on('end', () => void server.stop().then(() => report({ stopped: true })));
  process.stdin.resume();
} catch (error) {
  report({ error: { name: error.name, message: error.message, holderPid: error.holderPid } });
}
