import type { WebhookView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Button } from '../../shared/ui/button';
import { Notice } from '../../shared/ui/notice';
import { DISABLED_WORDS } from './webhook-words';

interface WebhookConditionProps {
  webhook: WebhookView;
  /** Left out for those who may not, and while the plan stands in the way. */
  onEnable?: () => void;
}

/** What somebody should know who comes to see whether events arrive. */
export function WebhookCondition({ webhook, onEnable }: WebhookConditionProps) {
  const { enabled, disabledAt, disabledReason, failingSince, formerSecretEndsAt } = webhook;
  return (
    <>
      {!enabled && (
        <Notice
          tone="warning"
          title="Disabled: nothing is sent to it"
          actions={onEnable && <Button onClick={onEnable}>Enable</Button>}
        >
          <p>
            {disabledReason !== null && DISABLED_WORDS[disabledReason]} What was cancelled meanwhile can be replayed
            once it is enabled.
          </p>
          {disabledAt !== null && <MomentText at={disabledAt} past />}
        </Notice>
      )}
      {enabled && failingSince !== null && (
        <Notice tone="danger" title="Every attempt has failed since">
          <MomentText at={failingSince} past />
          <p>The deliveries below say why. After five days of nothing but failures it is disabled.</p>
        </Notice>
      )}
      {formerSecretEndsAt !== null && (
        <Notice title="Two secrets sign until">
          <MomentText at={formerSecretEndsAt} />
          <p>Your service may check with either. Give it the new one before then.</p>
        </Notice>
      )}
    </>
  );
}
