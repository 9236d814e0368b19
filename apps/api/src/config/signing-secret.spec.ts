import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signingSecretIn } from './signing-secret.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'latchkey-secret-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('the secret is made once, and read by its owner alone', async () => {
  const first = await signingSecretIn(directory);
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(await signingSecretIn(directory)).toBe(first);
  const file = path.join(directory, 'latchkey-secret');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file, 'utf8')).trim()).toBe(first);
});

test('those that start at once agree on one secret', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => signingSecretIn(directory)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(directory)).toEqual(['latchkey-secret']);
});

test('a secret that others could read or have put there is not used', async () => {
  await signingSecretIn(directory);
  await chmod(path.join(directory, 'latchkey-secret'), 0o644);
  await expect(signingSecretIn(directory)).rejects.toThrow('is not a secret of this server');
});
