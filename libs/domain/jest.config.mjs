import { preset } from '../../jest.preset.mjs';

export default { ...preset('domain'), roots: ['<rootDir>/libs/domain/src'] };
