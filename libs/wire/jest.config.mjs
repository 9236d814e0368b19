import { preset } from '../../jest.preset.mjs';

export default { ...preset('wire'), roots: ['<rootDir>/libs/wire/src'] };
