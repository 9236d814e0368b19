import { writeFile } from 'node:fs/promises';
import { MemoryDatabase } from '@latchkey/adapters/memory';
import { readConfiguration } from '../config/configuration.js';
import { createApp } from '../create-app.js';
import { openApiDocument } from '../http/openapi.js';
import { serverLogger } from '../http/server-logger.js';

/** Writes the document of the routes to the file named on the command line. It needs no database. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file to write.');
const app = await createApp({
  configuration: readConfiguration({}),
  database: new MemoryDatabase(),
  signingSecret: 'for a server that never listens',
  logger: serverLogger('silent'),
  dashboardDir: null,
});
await app.init();
await writeFile(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
await app.close();
