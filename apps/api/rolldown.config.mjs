import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'rolldown';

/** What Nest looks for and does without. */
const NEVER_INSTALLED = [
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/microservices/microservices-module.js',
  '@nestjs/platform-express',
  '@nestjs/websockets/socket-module.js',
];

/** Loads a binary that lies beside it. */
const NATIVE = ['@node-rs/argon2'];

const LIBRARIES = 'libraries';

/** What the compiler wrote, with its map, so that a place in a bundle leads to the source. */
const compiled = {
  name: 'compiled',
  load: {
    filter: { id: /[\\/](apps|libs)[\\/][^\\/]+[\\/]dist[\\/].*\.js$/ },
    handler: (id) => ({
      code: readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''),
      map: readFileSync(`${id}.map`, 'utf8'),
    }),
  },
};

/** Of the libraries a map is larger than all of ours, and the first stack would be kept waiting until it is read. */
const withoutMapOfLibraries = {
  name: 'without-map-of-libraries',
  generateBundle(_options, bundle) {
    for (const name of Object.keys(bundle)) if (name.endsWith(`${LIBRARIES}.js.map`)) delete bundle[name];
  },
};

/** The modules that the compiler wrote, and the libraries, as a handful of files: to load thousands takes longer. */
export default defineConfig({
  cwd: import.meta.dirname,
  platform: 'node',
  input: Object.fromEntries(
    ['main', 'cli/verify-audit', 'cli/write-openapi'].map((name) => [name, `dist/modules/${name}.js`]),
  ),
  external: [...NATIVE, ...NEVER_INSTALLED],
  plugins: [compiled, withoutMapOfLibraries],
  // What is not there would be missed by the server only.
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
  output: {
    dir: 'dist',
    chunkFileNames: 'parts/[name].js',
    // Names stand in logs, in the database (migrations) and in the OpenAPI document (schemas).
    keepNames: true,
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
    postFooter: ({ name, fileName }) =>
      name === LIBRARIES ? '' : `//# sourceMappingURL=${path.basename(fileName)}.map\n`,
    codeSplitting: { groups: [{ name: LIBRARIES, test: /[\\/]node_modules[\\/]/ }] },
  },
});
