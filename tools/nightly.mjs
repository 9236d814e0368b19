// `npm run test:nightly`: the random lives of keys, as many as a night has time for.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['jest', 'life-of-keys'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { SEQUENCES: '10000', ...process.env },
});
process.exit(status ?? 1);
