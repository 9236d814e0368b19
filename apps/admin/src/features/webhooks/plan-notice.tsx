import { useQuery } from '@tanstack/react-query';
import { workspacePlanQuery } from '../../shared/api/workspace-plan';
import { Notice } from '../../shared/ui/notice';

/** Whether events are sent at all. While that is not known, the server is left to say so. */
export function usePlanWithoutWebhooks(workspaceId: string): string | null {
  const plan = useQuery(workspacePlanQuery(workspaceId)).data?.plan;
  return plan === undefined || plan.entitlements.includes('webhooks') ? null : plan.name;
}

export const PlanNotice = ({ planName }: { planName: string }) => (
  <Notice tone="warning" title="Not in this plan">
    <p>
      The plan {planName} does not include webhooks: nothing is sent, and no endpoint can be added or enabled until the
      workspace is on one that does. Endpoints that are here stay.
    </p>
  </Notice>
);
