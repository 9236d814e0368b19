import { useEffect, useRef } from 'react';
import type { KeyView, RevocationView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Button } from '../../shared/ui/button';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { ActorName } from '../../shared/records/actor-name';
import styles from './key-identity.module.css';
import { overlapEndsFirst } from './key-life';
import { KeyIdentity } from './key-identity';
import { REASON_WORDS } from './key-words';

interface RevocationReceiptProps {
  apiKey: KeyView;
  revocation: RevocationView;
  finalFocus: FinalFocus;
  onClose: () => void;
}

/** Only what the server answered: a key that somebody else revoked first keeps their name and reason. */
export function RevocationReceipt({ apiKey, revocation, finalFocus, onClose }: RevocationReceiptProps) {
  const announce = useAnnounce();
  const inForce = apiKey.state === 'revoked';
  const closeRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    announce(inForce ? `${apiKey.label} is revoked.` : `The revocation of ${apiKey.label} is scheduled.`);
    closeRef.current?.focus();
  }, [announce, apiKey.label, inForce]);
  return (
    <AlertModal
      open
      title={inForce ? 'The key is revoked' : 'The revocation is scheduled'}
      description={
        inForce
          ? 'Every request that uses it is refused from now on.'
          : 'The key works until then, and is refused from that moment on. Until then you can withdraw this.'
      }
      initialFocus={closeRef}
      finalFocus={finalFocus}
      onDismiss={onClose}
    >
      <KeyIdentity apiKey={apiKey} />
      <dl className={styles.receipt}>
        <dt>When</dt>
        <dd>
          <MomentText at={revocation.at} past={inForce} />
        </dd>
        <dt>By</dt>
        <dd>
          <ActorName actor={revocation.by} workspaceId={apiKey.workspaceId} forTheRecord />
        </dd>
        <dt>Reason</dt>
        <dd>{REASON_WORDS[revocation.reason]}</dd>
        {revocation.note !== null && (
          <>
            <dt>Note</dt>
            <dd>{revocation.note}</dd>
          </>
        )}
      </dl>
      {overlapEndsFirst(apiKey) && (
        <Notice alert tone="warning">
          Its overlap was not lifted, and ends the key before that. To have the key work until then, keep both keys.
        </Notice>
      )}
      <FormActions>
        <Button ref={closeRef} onClick={onClose}>
          Close
        </Button>
      </FormActions>
    </AlertModal>
  );
}
