import type { MessageStatus } from '@latchkey/vocabulary';

export interface Message {
  readonly id: string;
  readonly workspaceId: string;
  /** The key that sent it. */
  readonly keyId: string;
  readonly deviceId: string;
  /** E.164, with the leading plus. */
  readonly to: string;
  readonly body: string;
  readonly status: MessageStatus;
  /** Sandbox messages reach no telephone. */
  readonly sandbox: boolean;
  readonly createdAtMs: number;
}
