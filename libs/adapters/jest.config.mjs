import { preset } from '../../jest.preset.mjs';

export default {
  ...preset('adapters'),
  roots: ['<rootDir>/libs/adapters/src'],
  globalSetup: '<rootDir>/libs/adapters/jest.global-setup.mjs',
  globalTeardown: '<rootDir>/libs/adapters/jest.global-teardown.mjs',
};
