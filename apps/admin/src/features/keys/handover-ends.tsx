import type { KeyView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import { Button } from '../../shared/ui/button';
import { Panel } from '../../shared/ui/page';
import { actionsIdOf, type KeyAction } from './key-actions';
import { lifeOf } from './key-life';
import styles from './rotation.module.css';
import { DELAY_WORDS, delaysBefore, type RevocationDelay } from './revocation-time';

interface HandoverEndsProps {
  predecessor: KeyView;
  onAction: (action: KeyAction, delay?: RevocationDelay) => void;
}

/** The ways to end the old key, and the way not to. */
export function HandoverEnds({ predecessor, onAction }: HandoverEndsProps) {
  const { state, revocation } = predecessor;
  if (state === 'revoked' || state === 'expired') return null;
  return (
    <Panel heading="End the old key">
      <p>Each asks you to confirm. A revocation that is scheduled can be withdrawn until its time has come.</p>
      <div
        id={actionsIdOf(predecessor.id)}
        className={styles.ends}
        role="group"
        aria-label="End the old key"
        tabIndex={-1}
      >
        {delaysBefore(revocation?.at ?? null, serverNowMs()).map((delay) => (
          <Button key={delay} tone={delay === 0 ? 'danger' : 'plain'} onClick={() => onAction('revoke', delay)}>
            {delay === 0 ? 'Revoke now…' : `Revoke ${DELAY_WORDS[delay].toLowerCase()}…`}
          </Button>
        ))}
        {lifeOf(predecessor).kind === 'overlap' && (
          <Button onClick={() => onAction('keep')}>Keep both, and be reminded</Button>
        )}
        {revocation !== null && <Button onClick={() => onAction('withdraw')}>Withdraw revocation</Button>}
      </div>
    </Panel>
  );
}
