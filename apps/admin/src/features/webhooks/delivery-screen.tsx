import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { isProblem } from '../../shared/api/failure';
import type { DeliveryWithPayload } from '../../shared/api/model';
import { deliveryPath, webhookPath, workspaceQuery } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { BackLink } from '../../shared/ui/back-link';
import { Button } from '../../shared/ui/button';
import { CopyButton } from '../../shared/ui/copy-button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { replayDelivery } from './change-webhook';
import { DeliveryAttempts } from './delivery-attempts';
import { DeliveryStateBadge } from './webhook-facts';
import { readable } from './readable-payload';
import { shownAddress } from './webhook-words';
import { deliveriesOf, deliveryQuery } from './webhooks-query';
import styles from './webhooks.module.css';

export function Component() {
  const { workspaceId = '', webhookId = '', deliveryId = '' } = useParams();
  return <DeliveryScreen key={deliveryId} {...{ workspaceId, webhookId, deliveryId }} />;
}

interface DeliveryScreenProps {
  workspaceId: string;
  webhookId: string;
  deliveryId: string;
}

function DeliveryScreen({ workspaceId, webhookId, deliveryId }: DeliveryScreenProps) {
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const access = useAccess(workspaceId);
  const answer = useQuery({
    ...deliveryQuery(workspaceId, webhookId, deliveryId),
    enabled: access?.may('webhooks:read') ?? false,
  });
  const replay = useReplay(workspaceId, answer.data);
  const mayReplay = access?.may('webhooks:write') ?? false;
  return (
    <Page
      title={answer.data?.eventType ?? 'Delivery'}
      within={workspace?.name}
      actions={
        answer.data &&
        mayReplay && (
          <Button busy={replay.busy} onClick={() => void replay.start()}>
            <RotateCcw size={16} aria-hidden />
            {replay.busy ? 'Replaying…' : 'Replay'}
          </Button>
        )
      }
    >
      <BackLink to={webhookPath(workspaceId, webhookId)}>The endpoint and its deliveries</BackLink>
      <Permitted workspaceId={workspaceId} permission="webhooks:read" purpose="see webhooks">
        {!mayReplay && <ForbiddenNote permission="webhooks:write" purpose="replay a delivery" />}
        {replay.failure !== null && <ErrorNotice error={replay.failure} title="The event was not sent again." />}
        {answer.data ? (
          <Delivery delivery={answer.data} />
        ) : isProblem(answer.error, 'not_found') ? (
          <Empty icon={<SearchX size={22} aria-hidden />} title="No such delivery">
            Deliveries are kept for a while, and go when their endpoint is deleted.
          </Empty>
        ) : answer.isError ? (
          <ErrorNotice
            error={answer.error}
            title="The delivery could not be loaded."
            consequence="Nothing was changed."
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <Panel>
            <SkeletonStack label="Loading the delivery" />
          </Panel>
        )}
      </Permitted>
    </Page>
  );
}

/** The same event once more is a delivery of its own, and that is where one wants to look next. */
function useReplay(workspaceId: string, delivery: DeliveryWithPayload | undefined) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const start = async () => {
    if (delivery === undefined) return;
    setBusy(true);
    setFailure(null);
    try {
      const { id, webhookId } = await replayDelivery(workspaceId, delivery);
      void queryClient.invalidateQueries({ queryKey: deliveriesOf(workspaceId, webhookId) });
      announce('The event is sent again. This is the new delivery.');
      await navigate(deliveryPath(workspaceId, webhookId, id));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return { busy, failure, start };
}

const Delivery = ({ delivery }: { delivery: DeliveryWithPayload }) => (
  <>
    <Panel>
      <dl className={styles.facts}>
        <div>
          <dt>State</dt>
          <dd>
            <DeliveryStateBadge state={delivery.state} />
          </dd>
        </div>
        <div>
          <dt>Happened</dt>
          <dd>
            <MomentText at={delivery.createdAt} past />
          </dd>
        </div>
        <div>
          <dt>
            Event, as in <code>webhook-id</code>
          </dt>
          <dd>
            <code>{delivery.eventId}</code>
          </dd>
        </div>
        {delivery.overrideUrl !== null && (
          <div>
            <dt>Sent to</dt>
            <dd>{shownAddress(delivery.overrideUrl)}</dd>
          </div>
        )}
      </dl>
    </Panel>
    <Panel heading="Attempts">
      <DeliveryAttempts delivery={delivery} />
    </Panel>
    <Panel heading="Payload">
      <pre className={styles.code} tabIndex={0} role="region" aria-label="Payload">
        {readable(delivery.payload)}
      </pre>
      <div className={styles.foot}>
        <p className={styles.note}>
          Laid out to be read. What is sent and signed has no line breaks: copy it to check a signature by hand.
        </p>
        <CopyButton label="Copy as sent" text={delivery.payload} />
      </div>
    </Panel>
  </>
);
