import { useEffect, useRef } from 'react';
import type { ActorView, KeyView, RevocationView } from '../../shared/api/model';
import { useCurrentUser } from '../../shared/api/current-user';
import { MomentText } from '../../shared/format/moment-text';
import { Button } from '../../shared/ui/button';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import styles from './key-identity.module.css';
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
  const closeRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    announce(`${apiKey.label} is revoked.`);
    closeRef.current?.focus();
  }, [announce, apiKey.label]);
  return (
    <AlertModal
      open
      title="The key is revoked"
      description="Every request that uses it is refused from now on."
      initialFocus={closeRef}
      finalFocus={finalFocus}
      onDismiss={onClose}
    >
      <KeyIdentity apiKey={apiKey} />
      <dl className={styles.receipt}>
        <dt>When</dt>
        <dd>
          <MomentText at={revocation.at} past />
        </dd>
        <dt>By</dt>
        <dd>
          <ActorName actor={revocation.by} />
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
      <FormActions>
        <Button ref={closeRef} onClick={onClose}>
          Close
        </Button>
      </FormActions>
    </AlertModal>
  );
}

function ActorName({ actor }: { actor: ActorView }) {
  const me = useCurrentUser().data?.user;
  if (actor.kind === 'user' && actor.id === me?.id) return <>You ({me.email})</>;
  return <code>{actor.id}</code>;
}
