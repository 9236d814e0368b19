import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { KeyView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FormActions } from '../../shared/ui/form-layout';
import { disableKey } from './change-key';
import { KeyIdentity } from './key-identity';

interface DisableDialogProps {
  apiKey: KeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

export function DisableDialog({ apiKey, finalFocus, onChanged, onClose }: DisableDialogProps) {
  const keepRef = useRef<HTMLButtonElement>(null);
  const disable = useMutation({
    mutationFn: () => disableKey(apiKey),
    onSuccess: (key) => {
      onChanged(key);
      onClose();
    },
  });
  return (
    <AlertModal
      open
      title="Disable this key?"
      description="Programs that use it are refused from the next request, until you enable it again."
      initialFocus={keepRef}
      finalFocus={finalFocus}
      onDismiss={onClose}
    >
      <KeyIdentity apiKey={apiKey} />
      {disable.isError && <ErrorNotice error={disable.error} title="The key was not disabled." />}
      <FormActions>
        <Button ref={keepRef} onClick={onClose}>
          Keep enabled
        </Button>
        <Button tone="danger" busy={disable.isPending} onClick={() => disable.mutate()}>
          {disable.isPending ? 'Disabling…' : 'Disable key'}
        </Button>
      </FormActions>
    </AlertModal>
  );
}
