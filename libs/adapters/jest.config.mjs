import { preset } from '../../jest.preset.mjs';

export default { ...preset('adapters'), roots: ['<rootDir>/libs/adapters/src'] };
