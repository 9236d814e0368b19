import { preset } from '../../jest.preset.mjs';

export default { ...preset('contracts'), roots: ['<rootDir>/libs/contracts/src'] };
