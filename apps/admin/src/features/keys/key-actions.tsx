import { Ban, CirclePause, CirclePlay, Pencil } from 'lucide-react';
import type { KeyView } from '../../shared/api/model';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';

export type KeyAction = 'rename' | 'disable' | 'enable' | 'revoke';

export const actionsIdOf = (keyId: string): string => `actions-${keyId}`;

interface KeyActionsProps {
  apiKey: KeyView;
  onAction: (action: KeyAction, key: KeyView) => void;
}

export const KeyActions = ({ apiKey, onAction }: KeyActionsProps) => (
  <MenuButton
    id={actionsIdOf(apiKey.id)}
    label={`Actions for ${apiKey.label}`}
    entries={entriesFor(apiKey, (action) => onAction(action, apiKey))}
  />
);

/** A revoked key can still be renamed: a name helps also with what is past. */
function entriesFor({ state, disabledAt }: KeyView, act: (action: KeyAction) => void): MenuEntry[] {
  const rename: MenuEntry = { label: 'Rename', Icon: Pencil, onSelect: () => act('rename') };
  if (state === 'revoked') return [rename];
  return [
    rename,
    disabledAt === null
      ? { label: 'Disable', Icon: CirclePause, onSelect: () => act('disable') }
      : { label: 'Enable', Icon: CirclePlay, onSelect: () => act('enable') },
    { label: 'Revoke…', Icon: Ban, onSelect: () => act('revoke'), danger: true, apart: true },
  ];
}
