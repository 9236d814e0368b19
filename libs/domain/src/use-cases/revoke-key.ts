import type { RevocationReason } from '@latchkey/vocabulary';
import type { ApiKey } from '../key/api-key.js';
import type { Caller } from './caller.js';
import type { ChangeKey } from './change-key.js';

export interface RevokeKeyCommand {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly reason: RevocationReason;
  readonly note?: string;
}

/** Final and immediate. Revoking what is revoked changes nothing: the first reason stands. */
export class RevokeKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** @throws NotFoundError */
  execute(caller: Caller, command: RevokeKeyCommand): Promise<ApiKey> {
    return this.changeKey.execute(caller, command, (key, nowMs) =>
      key.revocation !== null
        ? null
        : {
            key: {
              ...key,
              revocation: { atMs: nowMs, reason: command.reason, note: command.note ?? null, by: caller.actor },
            },
            action: 'key.revoked',
            after: { note: command.note ?? null },
            reason: command.reason,
          },
    );
  }
}
