import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { Button } from './button';
import { AlertModal, type FinalFocus } from './dialog';
import { ErrorNotice } from './error-notice';
import { FormActions } from './form-layout';

interface ConfirmDialogProps {
  title: string;
  /** What follows from it, plainly. */
  description: ReactNode;
  /** On the button that leaves all as it is. */
  keep: string;
  /** On the button that does it, and while it is being done. */
  confirm: { label: string; busy: string; tone?: 'danger' | 'primary' };
  /** When it did not work, as a sentence. */
  failed: string;
  onConfirm: () => Promise<unknown>;
  finalFocus?: FinalFocus;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks before what reaches far. Focus is on the way out, and it stays open until the server has answered. */
export function ConfirmDialog({
  title,
  description,
  keep,
  confirm,
  failed,
  onConfirm,
  finalFocus,
  onClose,
  children,
}: ConfirmDialogProps) {
  const keepRef = useRef<HTMLButtonElement>(null);
  const change = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const close = () => !change.isPending && onClose();
  return (
    <AlertModal
      open
      title={title}
      description={description}
      initialFocus={keepRef}
      onDismiss={close}
      {...(finalFocus && { finalFocus })}
    >
      {children}
      {change.isError && <ErrorNotice error={change.error} title={failed} />}
      <FormActions>
        <Button ref={keepRef} onClick={close}>
          {keep}
        </Button>
        <Button tone={confirm.tone ?? 'danger'} busy={change.isPending} onClick={() => change.mutate()}>
          {change.isPending ? confirm.busy : confirm.label}
        </Button>
      </FormActions>
    </AlertModal>
  );
}
