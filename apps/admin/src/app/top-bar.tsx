import { Dialog } from '@base-ui/react/dialog';
import { Menu as MenuIcon, X } from 'lucide-react';
import { useState } from 'react';
import { Brand } from '../shared/ui/brand';
import { buttonClass } from '../shared/ui/button';
import { Navigation } from './navigation';
import styles from './shell.module.css';

/** On narrow screens the navigation waits behind a button. */
export function TopBar({ workspaceId }: { workspaceId: string | null }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className={buttonClass({ tone: 'quiet', icon: true })} aria-label="Menu">
        <MenuIcon size={20} aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.drawer} aria-label="Menu">
          <div className={styles.drawerHead}>
            <Brand />
            <Dialog.Close className={buttonClass({ tone: 'quiet', icon: true })} aria-label="Close menu">
              <X size={20} aria-hidden />
            </Dialog.Close>
          </div>
          <Navigation workspaceId={workspaceId} onNavigate={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
