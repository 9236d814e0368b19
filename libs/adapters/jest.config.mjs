import { preset } from '../../jest.preset.mjs';

const base = preset('adapters');

export default {
  ...base,
  roots: ['<rootDir>/libs/adapters/src'],
  globalSetup: '<rootDir>/libs/adapters/jest.global-setup.mjs',
  globalTeardown: '<rootDir>/libs/adapters/jest.global-teardown.mjs',
  // Jest loads `dedent` for itself, untransformed, and the preset's conditions would choose its ESM build.
  moduleNameMapper: { ...base.moduleNameMapper, '^dedent$': '<rootDir>/node_modules/dedent/dist/dedent.js' },
};
