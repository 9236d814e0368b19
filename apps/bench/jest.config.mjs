import { preset } from '../../jest.preset.mjs';

/** Runs the built programs, so build `@latchkey/bench` first. */
export default { ...preset('bench'), roots: ['<rootDir>/apps/bench/src'] };
