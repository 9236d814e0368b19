import { apiKeysPath } from '../../shared/api/workspaces';

type KeyPlace = { readonly workspaceId: string; readonly id: string };

export const keyPath = ({ workspaceId, id }: KeyPlace): string => `${apiKeysPath(workspaceId)}/${id}`;
export const rotationPath = (key: KeyPlace): string => `${keyPath(key)}/rotation`;
/** Of the successor: its record names the predecessor for good, also when the overlap is cancelled. */
export const handoverPath = (successor: KeyPlace): string => `${keyPath(successor)}/handover`;
