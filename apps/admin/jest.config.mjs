import { preset } from '../../jest.preset.mjs';

export default { ...preset('admin'), roots: ['<rootDir>/apps/admin/src'] };
