import type { ApiKey } from '../key/api-key.js';
import type { Caller } from './caller.js';
import type { ChangeKey } from './change-key.js';

export interface UpdateKeyCommand {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly label?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Relabels a key, or replaces its metadata. Allowed in every state: a name helps also with what is past. */
export class UpdateKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** @throws NotFoundError */
  execute(caller: Caller, command: UpdateKeyCommand): Promise<ApiKey> {
    return this.changeKey.execute(caller, command, (key) => ({
      key: { ...key, label: command.label ?? key.label, metadata: command.metadata ?? key.metadata },
      action: 'key.updated',
      before: { label: key.label, metadata: key.metadata },
      after: { label: command.label ?? key.label, metadata: command.metadata ?? key.metadata },
    }));
  }
}
