import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { buttonClass } from './button';
import styles from './dialog.module.css';

export type FinalFocus = () => HTMLElement | boolean | null;

interface DialogFrame {
  open: boolean;
  title: string;
  description?: ReactNode;
  /** Where focus goes when it closes; left out, back to where it was. */
  finalFocus?: FinalFocus;
  children: ReactNode;
}

interface FormDialogProps extends DialogFrame {
  onClose: () => void;
}

/** For forms. A press beside it does not close it: what was typed would be gone. */
export function FormDialog({ open, title, description, finalFocus = () => true, onClose, children }: FormDialogProps) {
  const popupRef = useRef<HTMLDivElement>(null);
  // Not for touch, where it would bring up a keyboard over half of the form.
  const firstField = (openedBy: string) =>
    openedBy === 'touch' || (popupRef.current?.querySelector<HTMLElement>('input, select, textarea') ?? true);
  return (
    <Dialog.Root open={open} onOpenChange={(nowOpen) => !nowOpen && onClose()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup ref={popupRef} className={styles.popup} initialFocus={firstField} finalFocus={finalFocus}>
            <div className={styles.head}>
              <Dialog.Title className={styles.title}>{title}</Dialog.Title>
              <Dialog.Close className={buttonClass({ tone: 'quiet', icon: true })} aria-label="Close">
                <X size={18} aria-hidden />
              </Dialog.Close>
            </div>
            {description && <Dialog.Description className={styles.description}>{description}</Dialog.Description>}
            {children}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface AlertModalProps extends DialogFrame {
  initialFocus: RefObject<HTMLElement | null>;
  /** Escape, or a press beside the dialog. */
  onDismiss: () => void;
}

/** For what cannot be undone: it has no cross, and focus starts where `initialFocus` says. */
export function AlertModal({
  open,
  title,
  description,
  finalFocus = () => true,
  initialFocus,
  onDismiss,
  children,
}: AlertModalProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(nowOpen) => !nowOpen && onDismiss()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Viewport
          className={styles.viewport}
          onClick={(event) => event.target === event.currentTarget && onDismiss()}
        >
          <AlertDialog.Popup className={styles.popup} initialFocus={initialFocus} finalFocus={finalFocus}>
            <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
            {description && (
              <AlertDialog.Description className={styles.description}>{description}</AlertDialog.Description>
            )}
            {children}
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
