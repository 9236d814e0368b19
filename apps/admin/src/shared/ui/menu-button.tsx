import { Ellipsis, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { buttonClass } from './button';

const loadPopup = () => import('./menu-popup');
const MenuPopup = lazy(() => loadPopup().then((module) => ({ default: module.MenuPopup })));

export interface MenuEntry {
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly onSelect: () => void;
  readonly danger?: boolean;
  /** A line stands before it. */
  readonly apart?: boolean;
}

export interface MenuButtonProps {
  /** To give focus back to, from elsewhere. */
  id?: string;
  /** Of what the menu is: “Actions for Billing”. */
  label: string;
  entries: readonly MenuEntry[];
}

/** What can be done with one row. The menu itself is loaded when somebody reaches for it: a list has many and opens few. */
export function MenuButton(props: MenuButtonProps) {
  const [reached, setReached] = useState(false);
  const closed = <ClosedMenuButton {...props} onOpen={() => setReached(true)} />;
  if (!reached) return closed;
  return (
    <Suspense fallback={closed}>
      <MenuPopup {...props} />
    </Suspense>
  );
}

const ClosedMenuButton = ({ id, label, onOpen }: MenuButtonProps & { onOpen: () => void }) => (
  <button
    {...(id && { id })}
    type="button"
    className={buttonClass({ tone: 'quiet', icon: true })}
    aria-label={label}
    aria-haspopup="menu"
    aria-expanded={false}
    onPointerEnter={() => void loadPopup()}
    onFocus={() => void loadPopup()}
    onClick={onOpen}
    onKeyDown={(event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      onOpen();
    }}
  >
    <Ellipsis size={18} aria-hidden />
  </button>
);
