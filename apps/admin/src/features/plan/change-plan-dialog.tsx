import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import { useAccess } from '../../shared/access/use-access';
import type { PlanChangeView, PlanView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import { workspaceQuery } from '../../shared/api/workspaces';
import { Button } from '../../shared/ui/button';
import { AlertModal } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { leftWords, METER_WORDS } from '../../shared/usage/meter-words';
import { workspacePlanQuery } from '../../shared/api/workspace-plan';
import { TermChanges } from './term-changes';
import { changePlan, planOptionsQuery, planPreviewQuery } from './plan-queries';

interface ChangePlanDialogProps {
  workspaceId: string;
  plan: PlanView;
  onClose: () => void;
}

/** Looks first: what changes, what is in the way, how the allowances would stand. Operators may change it all the same. */
export function ChangePlanDialog({ workspaceId, plan, onClose }: ChangePlanDialogProps) {
  const keepRef = useRef<HTMLButtonElement>(null);
  const mayInsist = useAccess(workspaceId)?.may('installation:manage') ?? false;
  const preview = useQuery(planPreviewQuery(workspaceId, plan.id));
  const tooSmall = (preview.data?.obstacles.length ?? 0) > 0;
  const change = useChange(workspaceId, plan, tooSmall && mayInsist, onClose);
  const close = () => !change.isPending && onClose();
  return (
    <AlertModal
      open
      title={`Change to ${plan.name}?`}
      description="It holds for the next request of every key of this workspace."
      initialFocus={keepRef}
      onDismiss={close}
    >
      {preview.isError && (
        <ErrorNotice
          error={preview.error}
          title="What it would change could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void preview.refetch()}
        />
      )}
      {preview.isPending && <SkeletonStack label="Looking at what would change" />}
      {preview.data && <Preview change={preview.data} mayInsist={mayInsist} />}
      {change.isError && <ErrorNotice error={change.error} title="The plan was not changed." />}
      <FormActions>
        <Button ref={keepRef} onClick={close}>
          Keep the plan
        </Button>
        {preview.data && (!tooSmall || mayInsist) && (
          <Button tone={tooSmall ? 'danger' : 'primary'} busy={change.isPending} onClick={() => change.mutate()}>
            {change.isPending ? 'Changing…' : tooSmall ? 'Change the plan anyway' : 'Change the plan'}
          </Button>
        )}
      </FormActions>
    </AlertModal>
  );
}

function useChange(workspaceId: string, plan: PlanView, acceptExcess: boolean, onClose: () => void) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const freshly = useFreshSignIn();
  return useMutation({
    mutationFn: () => freshly(() => changePlan(workspaceId, plan.id, acceptExcess)),
    onSuccess: async (changed) => {
      // Waited for: the plan that was chosen is not to stand among the others when the dialog is gone.
      await queryClient.invalidateQueries({ queryKey: planOptionsQuery(workspaceId).queryKey });
      queryClient.setQueryData(workspacePlanQuery(workspaceId).queryKey, changed);
      void queryClient.invalidateQueries({ queryKey: workspaceQuery(workspaceId).queryKey });
      announce(`The plan is ${plan.name} now.`);
      onClose();
    },
  });
}

function Preview({ change, mayInsist }: { change: PlanChangeView; mayInsist: boolean }) {
  const nowMs = serverNowMs();
  return (
    <>
      <TermChanges change={change} />
      {change.meters.length > 0 && (
        <p>
          What is spent stays spent.{' '}
          {change.meters.map((meter) => `${METER_WORDS[meter.name].title}: ${leftWords(meter, nowMs)}`).join(' ')}
        </p>
      )}
      {change.obstacles.length > 0 && (
        <Notice tone="warning" title="More is in use than this plan allows">
          <ul>
            {change.obstacles.map(({ what, message }) => (
              <li key={what}>{message}</li>
            ))}
          </ul>
          <p>
            {mayInsist
              ? 'You may change it anyway: what is there stays, and nothing can be added.'
              : 'Make room first, or ask an operator.'}
          </p>
        </Notice>
      )}
    </>
  );
}
