import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from '../../shared/ui/button';
import { AlertModal } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FormActions } from '../../shared/ui/form-layout';
import { runPolicies } from './change-api';

/** The saved policies, at once; afterwards it says what was done. */
export function RunPoliciesDialog({ apiId, onClose }: { apiId: string; onClose: () => void }) {
  const keepRef = useRef<HTMLButtonElement>(null);
  const run = useMutation({ mutationFn: () => runPolicies(apiId) });
  const done = run.data;
  // The button that was pressed is gone.
  useEffect(() => {
    if (done) keepRef.current?.focus();
  }, [done]);
  return (
    <AlertModal
      open
      title={done ? 'The policies have run' : 'Run the policies now?'}
      description={
        done
          ? `${done.disabled} disabled, ${done.revoked} revoked.${done.complete ? '' : ' Not every key was looked at: the next run makes up for it.'}`
          : 'Keys that are due are disabled or revoked at once, as the saved policies say. Programs that use them fail from the next request; what is revoked cannot be undone.'
      }
      initialFocus={keepRef}
      onDismiss={() => !run.isPending && onClose()}
    >
      {run.isError && <ErrorNotice error={run.error} title="The policies did not run." />}
      <FormActions>
        <Button ref={keepRef} busy={run.isPending} onClick={onClose}>
          {done ? 'Close' : 'Wait for the hour'}
        </Button>
        {!done && (
          <Button tone="danger" busy={run.isPending} onClick={() => run.mutate()}>
            {run.isPending ? 'Running…' : 'Run now'}
          </Button>
        )}
      </FormActions>
    </AlertModal>
  );
}
