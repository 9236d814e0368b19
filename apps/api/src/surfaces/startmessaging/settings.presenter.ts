import type { KeyPage, SecuritySettings, WorkspaceView } from '@latchkey/contracts';
import type { WireResult } from '@latchkey/wire';

export const toKeyList = ({ data, nextCursor }: KeyPage): WireResult => ({ kind: 'list', items: data, nextCursor });

export const toItem = (item: object): WireResult => ({ kind: 'item', item });

export const toSecuritySettings = ({ ipAllowlist }: WorkspaceView): WireResult =>
  toItem({ ipAllowlist } satisfies SecuritySettings);
