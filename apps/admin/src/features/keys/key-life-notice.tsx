import { Link } from 'react-router';
import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Button, buttonClass } from '../../shared/ui/button';
import { Notice } from '../../shared/ui/notice';
import type { KeyAction } from './key-actions';
import { lifeOf } from './key-life';
import { handoverPath } from './key-paths';

interface KeyLifeNoticeProps {
  apiKey: KeyView;
  /** Left out for those who may only look. */
  onAction?: (action: KeyAction) => void;
}

/** What is about to become of this key, or why it is refused, and the way out of it. */
export function KeyLifeNotice({ apiKey, onAction }: KeyLifeNoticeProps) {
  const life = lifeOf(apiKey);
  return (
    <>
      {apiKey.state === 'disabled' && (
        <Notice
          tone="warning"
          title="This key is disabled"
          actions={onAction && <Button onClick={() => onAction('enable')}>Enable</Button>}
        >
          <p>Programs that use it are refused until it is enabled again.</p>
        </Notice>
      )}
      {life.kind === 'revocation' && (
        <Notice
          tone="warning"
          title="A revocation is scheduled"
          actions={onAction && <Button onClick={() => onAction('withdraw')}>Withdraw revocation</Button>}
        >
          <p>
            The key is refused from then on: <MomentText at={life.at} />
          </p>
        </Notice>
      )}
      {life.kind === 'overlap' && (
        <Notice
          title="This key was rotated"
          actions={
            <>
              <Link
                to={handoverPath({ workspaceId: apiKey.workspaceId, id: life.successorId })}
                className={buttonClass()}
              >
                Go to the handover
              </Link>
              {onAction && <Button onClick={() => onAction('keep')}>Keep both keys</Button>}
            </>
          }
        >
          <p>
            {life.endsAt === null ? (
              'It works until some time after the new key is first used.'
            ) : (
              <>
                It works beside the new key until <MomentText at={life.endsAt} />
              </>
            )}
          </p>
        </Notice>
      )}
    </>
  );
}
