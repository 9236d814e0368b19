import {
  Ban,
  CirclePause,
  CirclePlay,
  Infinity as Forever,
  Pencil,
  RefreshCw,
  SlidersHorizontal,
  Undo2,
} from 'lucide-react';
import { useNavigate } from 'react-router';
import type { KeyView } from '../../shared/api/model';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';
import { lifeOf, obstacleToRotation } from './key-life';
import { handoverPath, rotationPath } from './key-paths';

/** Without a dialog: what is taken back as easily. */
export type DirectAction = 'enable' | 'withdraw';
export type KeyAction = DirectAction | 'rename' | 'edit' | 'disable' | 'revoke' | 'keep';

export const actionsIdOf = (keyId: string): string => `actions-${keyId}`;

interface KeyActionsProps {
  apiKey: KeyView;
  onAction: (action: KeyAction, key: KeyView) => void;
  /** Where the rotation has a button of its own. */
  withoutRotation?: boolean;
}

export function KeyActions({ apiKey, onAction, withoutRotation = false }: KeyActionsProps) {
  const navigate = useNavigate();
  return (
    <MenuButton
      id={actionsIdOf(apiKey.id)}
      label={`Actions for ${apiKey.label}`}
      entries={entriesFor(
        apiKey,
        (action) => onAction(action, apiKey),
        withoutRotation ? null : (address) => void navigate(address),
      )}
    />
  );
}

/** A revoked key can still be renamed: a name helps also with what is past. */
function entriesFor(
  key: KeyView,
  act: (action: KeyAction) => void,
  goTo: ((address: string) => void) | null,
): MenuEntry[] {
  const rename: MenuEntry = { label: 'Rename', Icon: Pencil, onSelect: () => act('rename') };
  if (key.state === 'revoked') return [rename];
  return [
    rename,
    { label: 'Edit restrictions', Icon: SlidersHorizontal, onSelect: () => act('edit') },
    ...(goTo ? rotationOf(key, goTo) : []),
    ...endOf(key, act),
    key.disabledAt === null
      ? { label: 'Disable', Icon: CirclePause, onSelect: () => act('disable') }
      : { label: 'Enable', Icon: CirclePlay, onSelect: () => act('enable') },
    { label: 'Revoke…', Icon: Ban, onSelect: () => act('revoke'), danger: true, apart: true },
  ];
}

function rotationOf(key: KeyView, goTo: (address: string) => void): MenuEntry[] {
  const { replacedBy, workspaceId } = key;
  if (replacedBy !== null) {
    const address = handoverPath({ workspaceId, id: replacedBy });
    return [{ label: 'Handover', Icon: RefreshCw, onSelect: () => goTo(address) }];
  }
  if (obstacleToRotation(key) !== null) return [];
  return [{ label: 'Rotate', Icon: RefreshCw, onSelect: () => goTo(rotationPath(key)) }];
}

/** What ends the key by and by, and can still be called off. */
function endOf(key: KeyView, act: (action: KeyAction) => void): MenuEntry[] {
  if (key.state === 'expired') return [];
  return [
    ...(key.revocation !== null
      ? [{ label: 'Withdraw revocation', Icon: Undo2, onSelect: () => act('withdraw') }]
      : []),
    ...(lifeOf(key).kind === 'overlap'
      ? [{ label: 'Keep both keys', Icon: Forever, onSelect: () => act('keep') }]
      : []),
  ];
}
