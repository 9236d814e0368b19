import type { KeyState } from '@latchkey/vocabulary';

/*
 * What the domain derives from a key's timestamps, as conditions on a row of `ApiKeyEntity` under some alias. `:now` is
 * the moment. The contract suite holds both to the same answers, to the millisecond.
 */

const isRevoked = (key: string): string => `${key}.revokedAt <= GREATEST(:now, ${key}.revocationDecidedAt)`;

const isNotRevoked = (key: string): string =>
  `(${key}.revokedAt IS NULL OR ${key}.revokedAt > GREATEST(:now, ${key}.revocationDecidedAt))`;

/** `LEAST` passes over what is null. The first condition follows from the second, and is that of an index. */
const isOver = (key: string): string =>
  `((${key}.expiresAt IS NOT NULL OR ${key}.overlapEndsAt IS NOT NULL) AND (
    LEAST(${key}.expiresAt, ${key}.overlapEndsAt) <= :now OR (${key}.overlapMs = 0 AND ${key}.overlapEndsAt IS NOT NULL)
  ))`;

export const canBeInForce = (key: string): string => `(${isNotRevoked(key)} AND ${isOver(key)} IS NOT TRUE)`;

/** `successor` is joined to the left: its id is null where there is none. */
export const takesPlace = (key: string, successor: string): string =>
  `(${canBeInForce(key)} AND NOT (
    ${successor}.id IS NOT NULL AND ${successor}.replacedBy IS NULL AND ${canBeInForce(successor)}
  ))`;

/** `keyState`, in its order of precedence. */
export function isInState(key: string, state: KeyState): string {
  switch (state) {
    case 'revoked':
      return isRevoked(key);
    case 'disabled':
      return `${isNotRevoked(key)} AND ${key}.disabledAt IS NOT NULL`;
    case 'expired':
      return `${isNotRevoked(key)} AND ${key}.disabledAt IS NULL AND ${isOver(key)}`;
    case 'active':
      return `${canBeInForce(key)} AND ${key}.disabledAt IS NULL`;
  }
}
