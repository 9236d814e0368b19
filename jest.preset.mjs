import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(fileURLToPath(import.meta.url));

/**
 * Nest 12 and a few packages of its circle are ESM only; Jest runs CommonJS. swc turns both our source and those
 * packages into CommonJS, so that one module system is in play under test.
 */
const ESM_PACKAGES = [
  '@nestjs',
  'jose',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'pure-rand',
  'fast-check',
  'qr',
];

const swc = (decorators) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators, tsx: false },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
  },
];

/**
 * A limit for what hangs, not a wait: a busy machine takes its time. Jest hears it from the config that it was started
 * with only, so the root's says it as well.
 */
export const TEST_TIMEOUT_MS = 30_000;

/** @param {string} displayName @returns {import('jest').Config} */
export function preset(displayName) {
  return {
    displayName,
    rootDir: `${root}`,
    testEnvironment: 'node',
    testTimeout: TEST_TIMEOUT_MS,
    testEnvironmentOptions: { customExportConditions: ['@latchkey/source', 'node', 'node-addons'] },
    transform: { '^.+\\.ts$': swc(true), '^.+\\.m?js$': swc(false) },
    transformIgnorePatterns: [`/node_modules/(?!(${ESM_PACKAGES.join('|')})/)`],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  };
}
