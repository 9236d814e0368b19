import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { Fragment } from 'react';
import { buttonClass } from './button';
import menu from './menu.module.css';
import type { MenuButtonProps } from './menu-button';

/** Open from the start: it is there because somebody pressed the button. */
export const MenuPopup = ({ id, label, entries }: MenuButtonProps) => (
  <Menu.Root defaultOpen>
    <Menu.Trigger {...(id && { id })} className={buttonClass({ tone: 'quiet', icon: true })} aria-label={label}>
      <Ellipsis size={18} aria-hidden />
    </Menu.Trigger>
    <Menu.Portal>
      <Menu.Positioner className={menu.positioner} sideOffset={4} align="end">
        <Menu.Popup className={menu.popup}>
          {entries.map(({ label: text, Icon, onSelect, danger, apart }) => (
            <Fragment key={text}>
              {apart && <Menu.Separator className={menu.separator} />}
              <Menu.Item className={danger ? `${menu.item} ${menu.danger}` : menu.item} onClick={onSelect}>
                <Icon size={16} aria-hidden />
                {text}
              </Menu.Item>
            </Fragment>
          ))}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  </Menu.Root>
);
