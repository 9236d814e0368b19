import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { lazy, Suspense, useRef } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { isProblem } from '../../shared/api/failure';
import type { WebhookView } from '../../shared/api/model';
import { webhooksPath, workspaceQuery } from '../../shared/api/workspaces';
import { BackLink } from '../../shared/ui/back-link';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { DeliveryList } from './delivery-list';
import { PlanNotice, usePlanWithoutWebhooks } from './plan-notice';
import { TestButton, TestResult, useTestEvent } from './test-event';
import { useWebhookActions } from './use-webhook-actions';
import { VerifyPanel } from './verify-panel';
import { nameOf, WebhookActions } from './webhook-actions';
import { WebhookCondition } from './webhook-condition';
import { WebhookFacts } from './webhook-facts-panel';
import { webhookQuery } from './webhooks-query';
import styles from './webhooks.module.css';

const WebhookFlows = lazy(() => import('./webhook-flows').then((module) => ({ default: module.WebhookFlows })));

export function Component() {
  const { workspaceId = '', webhookId = '' } = useParams();
  return <WebhookScreen key={webhookId} workspaceId={workspaceId} webhookId={webhookId} />;
}

function WebhookScreen({ workspaceId, webhookId }: { workspaceId: string; webhookId: string }) {
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const mayRead = useAccess(workspaceId)?.may('webhooks:read') ?? false;
  const answer = useQuery({ ...webhookQuery(workspaceId, webhookId), enabled: mayRead });
  if (answer.data) return <Endpoint webhook={answer.data} workspaceName={workspace?.name} />;
  return (
    <Page title="Endpoint" within={workspace?.name}>
      <Permitted workspaceId={workspaceId} permission="webhooks:read" purpose="see webhooks">
        <BackLink to={webhooksPath(workspaceId)}>Webhooks</BackLink>
        {isProblem(answer.error, 'not_found') ? (
          <Empty icon={<SearchX size={22} aria-hidden />} title="No such endpoint">
            It may have been deleted, and its deliveries with it.
          </Empty>
        ) : answer.isError ? (
          <ErrorNotice
            error={answer.error}
            title="The endpoint could not be loaded."
            consequence="Nothing was changed."
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <Panel>
            <SkeletonStack label="Loading the endpoint" />
          </Panel>
        )}
      </Permitted>
    </Page>
  );
}

function Endpoint({ webhook, workspaceName }: { webhook: WebhookView; workspaceName: string | undefined }) {
  const { workspaceId } = webhook;
  const navigate = useNavigate();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const mayChange = useAccess(workspaceId)?.may('webhooks:write') ?? false;
  const planWithout = usePlanWithoutWebhooks(workspaceId);
  const { flow, setFlow, act, changed, reload, enableFailure } = useWebhookActions(workspaceId);
  const test = useTestEvent(webhook);
  const canBeTold = webhook.enabled && webhook.url !== null && planWithout === null;
  return (
    <Page
      title={nameOf(webhook)}
      within={workspaceName}
      lead={webhook.description ?? undefined}
      actions={
        mayChange && (
          <div className={styles.buttons}>
            {canBeTold && <TestButton test={test} />}
            <WebhookActions webhook={webhook} onAction={(action, of) => void act(action, of)} />
          </div>
        )
      }
      headingRef={headingRef}
    >
      <BackLink to={webhooksPath(workspaceId)}>Webhooks</BackLink>
      <TestResult webhook={webhook} test={test} />
      {planWithout !== null && <PlanNotice planName={planWithout} />}
      {enableFailure !== null && <ErrorNotice error={enableFailure} title="The endpoint was not enabled." />}
      <WebhookCondition
        webhook={webhook}
        {...(mayChange && planWithout === null && { onEnable: () => void act('enable', webhook) })}
      />
      <WebhookFacts webhook={webhook} />
      <DeliveryList webhook={webhook} />
      <VerifyPanel webhook={webhook} />
      {flow && (
        <Suspense>
          <WebhookFlows
            flow={flow}
            workspaceId={workspaceId}
            fallbackFocus={headingRef}
            onFlow={setFlow}
            onChanged={changed}
            onDeleted={() => void navigate(webhooksPath(workspaceId), { replace: true })}
            onReload={reload}
            onAdded={() => undefined}
          />
        </Suspense>
      )}
    </Page>
  );
}
