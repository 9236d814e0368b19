import { Menu } from '@base-ui/react/menu';
import { Ban, CirclePause, CirclePlay, Ellipsis, Pencil } from 'lucide-react';
import type { KeyView } from '../../shared/api/model';
import { buttonClass } from '../../shared/ui/button';
import menu from '../../shared/ui/menu.module.css';

export type KeyAction = 'rename' | 'disable' | 'enable' | 'revoke';

export const actionsIdOf = (keyId: string): string => `actions-${keyId}`;

interface KeyActionsProps {
  apiKey: KeyView;
  onAction: (action: KeyAction, key: KeyView) => void;
}

/** A revoked key can still be renamed: a name helps also with what is past. */
export function KeyActions({ apiKey, onAction }: KeyActionsProps) {
  const revoked = apiKey.state === 'revoked';
  return (
    <Menu.Root>
      <Menu.Trigger
        id={actionsIdOf(apiKey.id)}
        className={buttonClass({ tone: 'quiet', icon: true })}
        aria-label={`Actions for ${apiKey.label}`}
      >
        <Ellipsis size={18} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={4} align="end">
          <Menu.Popup className={menu.popup}>
            <Menu.Item className={menu.item} onClick={() => onAction('rename', apiKey)}>
              <Pencil size={16} aria-hidden />
              Rename
            </Menu.Item>
            {!revoked && apiKey.disabledAt === null && (
              <Menu.Item className={menu.item} onClick={() => onAction('disable', apiKey)}>
                <CirclePause size={16} aria-hidden />
                Disable
              </Menu.Item>
            )}
            {!revoked && apiKey.disabledAt !== null && (
              <Menu.Item className={menu.item} onClick={() => onAction('enable', apiKey)}>
                <CirclePlay size={16} aria-hidden />
                Enable
              </Menu.Item>
            )}
            {!revoked && (
              <>
                <Menu.Separator className={menu.separator} />
                <Menu.Item className={`${menu.item} ${menu.danger}`} onClick={() => onAction('revoke', apiKey)}>
                  <Ban size={16} aria-hidden />
                  Revoke…
                </Menu.Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
