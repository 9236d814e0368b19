import { preset } from '../../jest.preset.mjs';

/** Black-box: every spec starts the built server, so build `@latchkey/api` first. */
export default {
  ...preset('api-e2e'),
  roots: ['<rootDir>/apps/api-e2e/src'],
  testMatch: ['**/*.e2e-spec.ts'],
  globalSetup: '<rootDir>/apps/api-e2e/begin-run.mjs',
  globalTeardown: '<rootDir>/apps/api-e2e/sweep-run.mjs',
  setupFilesAfterEnv: ['<rootDir>/apps/api-e2e/src/clean-up.ts'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
