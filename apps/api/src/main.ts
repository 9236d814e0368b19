import { fileURLToPath } from 'node:url';

// Before the server is loaded: Node reads the source map of a file only together with the file.
process.setSourceMapsEnabled(true);
const { run } = await import('./run.js');
// Where the build of the dashboard stands beside this one, in a checkout as in the image.
await run(fileURLToPath(new URL('../../admin/dist', import.meta.url)));
