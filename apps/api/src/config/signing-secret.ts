import { randomBytes } from 'node:crypto';
import { link, lstat, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FILE_MODE = 0o600;

/**
 * The secret that signs sessions: generated on the first start, and kept beside the database it belongs to.
 *
 * As root the data directory belongs to the user that the database runs as, who could put a file of their own here; so
 * only a file of our own user is believed.
 */
export async function signingSecretIn(dataDir: string): Promise<string> {
  const file = fileIn(dataDir);
  await placeNewSecret(file);
  return read(file);
}

/** The same for whoever only looks: there has to be one. @throws a system error `ENOENT` where there is none */
export const existingSecretIn = (dataDir: string): Promise<string> => read(fileIn(dataDir));

const fileIn = (dataDir: string): string => path.join(dataDir, 'latchkey-secret');

async function read(file: string): Promise<string> {
  const { uid, mode } = await lstat(file);
  const ours = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
  const secret = ours ? (await readFile(file, 'utf8')).trim() : '';
  if (secret.length < 32)
    throw new Error(`${file} is not a secret of this server's user. Remove it to get a new one; all sessions end.`);
  return secret;
}

/**
 * Unless there is one. It is written elsewhere and linked into place: nobody ever reads half of it, not one who starts at
 * the same time and not the next start after a crash.
 */
async function placeNewSecret(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(draft, randomBytes(48).toString('base64url'), { mode: FILE_MODE, flag: 'wx' });
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
