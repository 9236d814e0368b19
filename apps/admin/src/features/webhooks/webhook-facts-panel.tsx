import type { WebhookView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Panel } from '../../shared/ui/page';
import { EventTypes, WebhookState } from './webhook-facts';
import styles from './webhooks.module.css';

export const WebhookFacts = ({ webhook }: { webhook: WebhookView }) => (
  <Panel>
    <dl className={styles.facts}>
      <div>
        <dt>State</dt>
        <dd>
          <WebhookState webhook={webhook} />
        </dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>
          {webhook.url === null ? (
            'Those of requests that name an address'
          ) : (
            <EventTypes eventTypes={webhook.eventTypes} all />
          )}
        </dd>
      </div>
      <div>
        <dt>Signing secret</dt>
        <dd>
          {webhook.secretRotatedAt === null ? (
            'Never rotated'
          ) : (
            <>
              Rotated <MomentText at={webhook.secretRotatedAt} past />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Added</dt>
        <dd>
          <MomentText at={webhook.createdAt} past />
        </dd>
      </div>
      {webhook.url === null && (
        <div className={styles.wide}>
          <dt>Address</dt>
          <dd>None of its own: it signs what goes to addresses that requests name in X-Webhook-URL.</dd>
        </div>
      )}
    </dl>
  </Panel>
);
