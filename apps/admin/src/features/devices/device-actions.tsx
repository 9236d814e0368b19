import { KeyRound, Link2, Trash2, Unplug } from 'lucide-react';
import type { DeviceView } from '../../shared/api/model';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';

export type DeviceAction = 'pair' | 'reconnect' | 'disconnect' | 'remove';

export const actionsIdOf = (deviceId: string): string => `actions-${deviceId}`;

interface DeviceActionsProps {
  device: DeviceView;
  onAction: (action: DeviceAction, device: DeviceView) => void;
}

export const DeviceActions = ({ device, onAction }: DeviceActionsProps) => (
  <MenuButton
    id={actionsIdOf(device.id)}
    label={`Actions for ${device.name}`}
    entries={entriesFor(device, (action) => onAction(action, device))}
  />
);

function entriesFor({ status }: DeviceView, act: (action: DeviceAction) => void): MenuEntry[] {
  const remove: MenuEntry = {
    label: 'Remove…',
    Icon: Trash2,
    onSelect: () => act('remove'),
    danger: true,
    apart: true,
  };
  switch (status) {
    case 'linking':
      return [{ label: 'New pairing code', Icon: KeyRound, onSelect: () => act('pair') }, remove];
    case 'connected':
      return [{ label: 'Disconnect…', Icon: Unplug, onSelect: () => act('disconnect') }, remove];
    case 'disconnected':
      return [{ label: 'Reconnect…', Icon: Link2, onSelect: () => act('reconnect') }, remove];
  }
}
