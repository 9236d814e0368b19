import { preset } from '../../jest.preset.mjs';

export default { ...preset('api'), roots: ['<rootDir>/apps/api/src'] };
