import { existsSync, readdirSync } from 'node:fs';
import { TEST_TIMEOUT_MS } from './jest.preset.mjs';

/** Every project's own specs. The end-to-end suites have runners of their own. */
const projects = ['libs', 'apps']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}/jest.config.mjs`))
  .filter((config) => existsSync(config) && !config.includes('-e2e'))
  .map((config) => `<rootDir>/${config}`);

// One worker a core: left to itself, Jest keeps a core free, which on two is half of them.
export default { projects, testTimeout: TEST_TIMEOUT_MS, maxWorkers: '100%' };
