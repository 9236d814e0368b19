import { type AuditPlace, DomainError } from '@latchkey/domain';

const PLACE = /^([^:]+)(?::(\d{1,15}):([0-9a-f]{64}):(.+))?$/s;

/** Where a verification goes on: it is no secret, and who makes one up deceives nobody but themselves. */
export const verificationCursorOf = ({ chain, place }: AuditPlace): string => {
  const text = place === null ? chain : `${chain}:${place.sequence}:${place.hash}:${place.id}`;
  return Buffer.from(text).toString('base64url');
};

/** @throws DomainError `bad_cursor` */
export function auditPlaceOf(cursor: string): AuditPlace {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, chain, sequence, hash, id] = PLACE.exec(text) ?? [];
  if (chain === undefined || text.includes('\0')) throw badCursor();
  const isPlace = sequence !== undefined && hash !== undefined && id !== undefined;
  return { chain, place: isPlace ? { sequence: Number(sequence), hash, id } : null };
}

export const badCursor = (): DomainError =>
  new DomainError('bad_cursor', 'This cursor is none that a verification answered with.', 'cursor');
