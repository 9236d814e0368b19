import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedPostgresUnavailableError, errorCode } from './errors.js';
import { runToEnd } from './run-to-end.js';

const execute = promisify(execFile);

/** An unprivileged account that Postgres runs under when we are root, which Postgres refuses to be. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export const runningAsRoot = (): boolean => process.getuid?.() === 0;

/**
 * The user for a new cluster, when we are root: `postgres` where the machine has it, else `nobody`, which every Unix
 * has. It must have a name, since initdb looks itself up; none is created.
 */
export async function chooseSystemUser(): Promise<SystemUser> {
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user === undefined) {
    throw new EmbeddedPostgresUnavailableError('running as root, and there is neither a user postgres nor nobody');
  }
  return user;
}

/** The owner of an existing cluster. The name is for the log only: Postgres itself starts without one. */
export async function describeOwner(owner: { uid: number; gid: number }): Promise<SystemUser> {
  const name = await identify(['-un', String(owner.uid)]);
  return { name: name ?? `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
}

async function lookUp(name: string): Promise<SystemUser | undefined> {
  const [uid, gid] = [await identify(['-u', name]), await identify(['-g', name])];
  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

/** Asks id(1) and not /etc/passwd, which does not know the users of a directory service. */
async function identify(args: string[]): Promise<string | undefined> {
  try {
    return (await execute('id', args, { env: { PATH: process.env['PATH'], LC_ALL: 'C' } })).stdout.trim();
  } catch (error) {
    if (errorCode(error) === 1) return undefined; // No such user.
    throw error;
  }
}

/**
 * Whether `user` can enter the directory: tried as that user, since modes, ACLs, mount options and security modules
 * all have a say.
 */
export async function canEnter(directory: string, user: SystemUser): Promise<boolean> {
  return tryAs(user, 'cd -- "$0"', directory);
}

/** Whether `user` can create a file in the directory; tried likewise. */
export async function canWrite(directory: string, user: SystemUser): Promise<boolean> {
  return tryAs(user, 'f="$0/.access-$$" && : > "$f" && rm -- "$f"', directory);
}

async function tryAs(user: SystemUser, script: string, argument: string): Promise<boolean> {
  try {
    return (await runToEnd('/bin/sh', ['-c', script, argument], { user })).code === 0;
  } catch (error) {
    throw new EmbeddedPostgresUnavailableError(`root may not become the user ${user.name}: ${String(error)}`, {
      cause: error,
    });
  }
}
