import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VERIFY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../api/dist/cli/verify-audit.js');

export interface EntryJson extends Record<string, unknown> {
  readonly id: string;
  readonly action: string;
  readonly targetId: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface ChainJson {
  readonly workspaceId: string | null;
  readonly verified: boolean;
  readonly verifiedThrough: number;
  readonly entries: number;
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  readonly firstBroken: { readonly sequence: number; readonly id: string | null; readonly why: string } | null;
  readonly nextCursor?: string | null;
}

/** RFC 8785, once more: what the server hashes is for anybody to hash again. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(Reflect.get(value, name))}`).join(',')}}`;
}

export const hashOf = ({ hash: _, ...entry }: EntryJson, previousHash: string): string =>
  createHash('sha256')
    .update(canonical({ ...entry, previousHash }))
    .digest('hex');

/** `npm run audit:verify`, without npm. */
export function runVerification(
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly output: string }> {
  const { PATH = '', TMPDIR } = process.env;
  const env = { PATH, ...(TMPDIR && { TMPDIR }), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFY, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}
