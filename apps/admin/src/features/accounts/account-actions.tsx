import { KeySquare, ShieldOff, UserCog, UserMinus } from 'lucide-react';
import type { AccountView } from '../../shared/api/model';
import { MenuButton } from '../../shared/ui/menu-button';

export type AccountAction = 'role' | 'link' | 'two-factor' | 'leave';

export const actionsIdOf = (userId: string): string => `actions-${userId}`;

interface AccountActionsProps {
  account: AccountView;
  onAction: (action: AccountAction) => void;
}

export const AccountActions = ({ account: { id, name }, onAction }: AccountActionsProps) => (
  <MenuButton
    id={actionsIdOf(id)}
    label={`Actions for ${name}`}
    entries={[
      { label: 'Change role', Icon: UserCog, onSelect: () => onAction('role') },
      { label: 'Make a password link', Icon: KeySquare, onSelect: () => onAction('link') },
      { label: 'Take off two-factor…', Icon: ShieldOff, onSelect: () => onAction('two-factor') },
      { label: 'Has left…', Icon: UserMinus, onSelect: () => onAction('leave'), danger: true, apart: true },
    ]}
  />
);
