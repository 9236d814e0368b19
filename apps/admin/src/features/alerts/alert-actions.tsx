import { useQuery } from '@tanstack/react-query';
import { Bell, BellOff, ListFilter } from 'lucide-react';
import type { AlertView } from '../../shared/api/model';
import { keyLabelQuery } from '../../shared/records/key-record';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';
import { KIND_WORDS } from './alert-words';
import { inDays } from './silence';

interface AlertActionsProps {
  alert: AlertView;
  maySilence: boolean;
  onSilence: (silence: AlertView['silenced']) => void;
  onOnlyKey: (keyId: string) => void;
}

export function AlertActions({ alert, maySilence, onSilence, onOnlyKey }: AlertActionsProps) {
  const { keyId, kind, workspaceId } = alert;
  const key = useQuery({ ...keyLabelQuery(workspaceId, keyId ?? ''), enabled: keyId !== null }).data;
  const entries: MenuEntry[] = [
    ...(maySilence ? silences(alert, onSilence) : []),
    ...(keyId === null
      ? []
      : [{ label: 'All alerts of this key', Icon: ListFilter, onSelect: () => onOnlyKey(keyId) }]),
  ];
  if (entries.length === 0) return null;
  return <MenuButton label={`Actions for ${KIND_WORDS[kind].title}${key ? `, ${key.label}` : ''}`} entries={entries} />;
}

const silences = ({ silenced }: AlertView, onSilence: AlertActionsProps['onSilence']): MenuEntry[] =>
  silenced === null
    ? [
        { label: 'Silence for a day', Icon: BellOff, onSelect: () => onSilence(inDays(1)) },
        { label: 'Silence for a week', Icon: BellOff, onSelect: () => onSilence(inDays(7)) },
        { label: 'Silence until I end it', Icon: BellOff, onSelect: () => onSilence({ until: null }) },
      ]
    : [{ label: 'End the silence', Icon: Bell, onSelect: () => onSilence(null) }];
