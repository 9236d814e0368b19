import { WEBHOOKS_MAX } from '@latchkey/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import type { WebhookView } from '../../shared/api/model';
import { webhookPath, workspaceQuery } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { PlanNotice, usePlanWithoutWebhooks } from './plan-notice';
import { useWebhookActions } from './use-webhook-actions';
import { nameOf, WebhookActions } from './webhook-actions';
import { EventTypes, WebhookState } from './webhook-facts';
import { webhooksQuery } from './webhooks-query';

const WebhookFlows = lazy(() => import('./webhook-flows').then((module) => ({ default: module.WebhookFlows })));

export function Component() {
  const { workspaceId = '' } = useParams();
  return <WebhooksScreen key={workspaceId} workspaceId={workspaceId} />;
}

function WebhooksScreen({ workspaceId }: { workspaceId: string }) {
  const navigate = useNavigate();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const mayRead = useAccess(workspaceId)?.may('webhooks:read') ?? false;
  const mayChange = useAccess(workspaceId)?.may('webhooks:write') ?? false;
  const list = useQuery({ ...webhooksQuery(workspaceId), enabled: mayRead });
  const planWithout = usePlanWithoutWebhooks(workspaceId);
  const { flow, setFlow, act, changed, reload, enableFailure } = useWebhookActions(workspaceId);
  const [added, setAdded] = useState<WebhookView | null>(null);
  const webhooks = list.data?.data ?? null;
  const full = webhooks !== null && webhooks.length >= WEBHOOKS_MAX;
  const firstUse = webhooks?.length === 0 && !list.isFetching;

  // Not before the secret's dialog is gone: while it is there, nothing leads away.
  useEffect(() => {
    if (added !== null && flow === null) void navigate(webhookPath(workspaceId, added.id));
  }, [added, flow, navigate, workspaceId]);

  const addButton = mayChange && planWithout === null && !full && (
    <Button tone="primary" onClick={() => setFlow({ kind: 'add' })}>
      <Plus size={16} aria-hidden />
      Add endpoint
    </Button>
  );

  return (
    <Page
      title="Webhooks"
      within={workspace?.name}
      lead="Events of this workspace, sent to your services: signed, and tried again for three days."
      actions={!firstUse && addButton}
      headingRef={headingRef}
    >
      <Permitted workspaceId={workspaceId} permission="webhooks:read" purpose="see webhooks">
        {planWithout !== null && <PlanNotice planName={planWithout} />}
        {!mayChange && <ForbiddenNote permission="webhooks:write" purpose="add or change endpoints" />}
        {mayChange && full && (
          <Notice>
            <p>A workspace may have {WEBHOOKS_MAX} endpoints, and this one has them. Delete one that nobody needs.</p>
          </Notice>
        )}
        {enableFailure !== null && <ErrorNotice error={enableFailure} title="The endpoint was not enabled." />}
        {list.isError && (
          <ErrorNotice
            error={list.error}
            title="The endpoints could not be loaded."
            consequence="Nothing was changed."
            onRetry={() => void list.refetch()}
          />
        )}
        {firstUse ? (
          <NoEndpoints action={addButton} />
        ) : (
          (webhooks !== null || !list.isError) && (
            <RecordList
              caption="Webhook endpoints, newest first"
              rows={webhooks}
              idOf={({ id }) => id}
              name={NAME}
              columns={COLUMNS}
              {...(mayChange && {
                actions: (webhook: WebhookView) => (
                  <WebhookActions webhook={webhook} onAction={(action, of) => void act(action, of)} />
                ),
              })}
              busy={list.isFetching}
            />
          )
        )}
      </Permitted>
      {flow && (
        <Suspense>
          <WebhookFlows
            flow={flow}
            workspaceId={workspaceId}
            fallbackFocus={headingRef}
            onFlow={setFlow}
            onChanged={changed}
            onDeleted={reload}
            onReload={reload}
            onAdded={setAdded}
          />
        </Suspense>
      )}
    </Page>
  );
}

const NAME: Column<WebhookView> = {
  heading: 'Endpoint',
  cell: (webhook) => (
    <RecordName {...(webhook.description !== null && { second: <bdi>{webhook.description}</bdi> })}>
      <Link to={webhookPath(webhook.workspaceId, webhook.id)}>{nameOf(webhook)}</Link>
    </RecordName>
  ),
};

/** It hears of nothing by itself. */
const NO_ADDRESS = 'Those of requests that name an address';

const COLUMNS: readonly Column<WebhookView>[] = [
  {
    heading: 'Events',
    cell: ({ url, eventTypes }) => (url === null ? NO_ADDRESS : <EventTypes eventTypes={eventTypes} />),
  },
  { heading: 'State', cell: (webhook) => <WebhookState webhook={webhook} /> },
  { heading: 'Added', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
];

const NoEndpoints = ({ action }: { action: ReactNode }) => (
  <Empty icon={<Webhook size={22} aria-hidden />} title="No endpoints yet" action={action}>
    An endpoint is an address of your service that hears what happens here: a message was delivered, a device lost its
    link, a key is about to expire. Each event is signed, so that your service can tell it from a forgery.
  </Empty>
);
