import { preset } from '../../jest.preset.mjs';

export default { ...preset('vocabulary'), roots: ['<rootDir>/libs/vocabulary/src'] };
