import { existsSync, readdirSync } from 'node:fs';

/** Every project's own specs. The end-to-end suites have runners of their own. */
const projects = ['libs', 'apps']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}/jest.config.mjs`))
  .filter((config) => existsSync(config) && !config.includes('-e2e'))
  .map((config) => `<rootDir>/${config}`);

export default { projects };
