import { fingerprintOf, leakPlace, type LeakReport } from '@latchkey/domain';

const TOKEN_LENGTH_MAX = 4096;
const TYPE_LENGTH_MAX = 200;

/** A report, and the name that GitHub has for this kind of token. */
export interface GithubFind extends LeakReport {
  readonly type: string;
}

/**
 * What GitHub has found: a list of `{token, type, url, source}`. A token goes no further than here. `null` where it is no
 * such list; what has no token in it is left out.
 */
export const readGithubFinds = (body: unknown): readonly GithubFind[] | null =>
  Array.isArray(body) ? body.flatMap((each: unknown) => findOf(each) ?? []) : null;

function findOf(each: unknown): GithubFind | null {
  if (typeof each !== 'object' || each === null) return null;
  const { token, type, url, source } = each as Readonly<Record<string, unknown>>;
  if (typeof token !== 'string' || token === '' || token.length > TOKEN_LENGTH_MAX) return null;
  return {
    sha256: fingerprintOf(token),
    place: leakPlace(source, url, token),
    type: typeof type === 'string' ? type.slice(0, TYPE_LENGTH_MAX) : '',
  };
}
