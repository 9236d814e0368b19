import { useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { KeyView } from '../../shared/api/model';
import { NOTE_LENGTH_MAX, REVOCATION_REASONS, type RevocationReason } from '@latchkey/vocabulary';
import { showFieldErrors } from '../../shared/api/field-errors';
import { serverNowMs } from '../../shared/api/server-clock';
import { Button } from '../../shared/ui/button';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField, TextArea, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { BlastRadius } from './blast-radius';
import { cancelOverlap, readKey, revokeKey } from './change-key';
import styles from './key-identity.module.css';
import { KeyIdentity } from './key-identity';
import { REASON_WORDS } from './key-words';
import { overlapEndsFirst } from './key-life';
import { labelMatches } from './label-match';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { RevocationReceipt } from './revocation-receipt';
import { DELAY_WORDS, delaysBefore, type RevocationDelay, timeForRequest } from './revocation-time';

interface RevokeValues {
  /** In milliseconds from now, as the control holds it. */
  delay: string;
  reason: RevocationReason | '';
  note: string;
  typedLabel: string;
}

interface RevokeDialogProps {
  apiKey: KeyView;
  /** Another key takes its place, and this is when. */
  superseded?: RevocationDelay;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

const AT_ONCE = 'Programs that still use this key fail from the next request. This cannot be undone.';
const LATER = 'Programs that still use this key fail from then on. Until then, it can be withdrawn.';
const STILL_ACTIVE = 'The key is still active.';
const UNCONFIRMED = 'The revocation is not confirmed: take it that the key is still active, and try again.';

export function RevokeDialog({ apiKey, superseded, finalFocus, onChanged, onClose }: RevokeDialogProps) {
  const keepRef = useRef<HTMLButtonElement>(null);
  const [revoked, setRevoked] = useState<KeyView | null>(null);
  const [failure, setFailure] = useState<{ error: unknown; consequence: string } | null>(null);
  const { register, handleSubmit, setError, formState, control } = useForm<RevokeValues>({
    defaultValues: {
      delay: String(superseded ?? 0),
      reason: superseded === undefined ? '' : 'superseded',
      note: '',
      typedLabel: '',
    },
  });
  const delay = useWatch({ control, name: 'delay' });
  const { errors, isSubmitting } = formState;
  const scheduledAt = apiKey.revocation?.at ?? null;

  const revoke = async ({ reason, note }: RevokeValues) => {
    if (reason === '') return;
    setFailure(null);
    const time = timeForRequest(Number(delay) as RevocationDelay, serverNowMs());
    try {
      const revoked = await revokeKey(apiKey, { reason, ...time, ...(note.trim() !== '' && { note }) });
      settle(overlapEndsFirst(revoked) ? await cancelOverlap(revoked) : revoked);
    } catch (error) {
      if (showFieldErrors(error, { reason: 'reason', note: 'note', at: 'delay' }, setError)) return;
      await findOut(error, time.at);
    }
  };

  const settle = (key: KeyView) => {
    setRevoked(key);
    onChanged(key);
  };

  /** An answer may be lost on the way back: what became of the key is asked before anything is said about it. */
  const findOut = async (error: unknown, at: string | undefined) => {
    try {
      const key = await readKey(apiKey);
      if (key.state === 'revoked' || (at !== undefined && key.revocation?.at === at)) settle(key);
      else setFailure({ error, consequence: key.state === 'active' ? STILL_ACTIVE : 'The key is not revoked.' });
    } catch {
      setFailure({ error, consequence: UNCONFIRMED });
    }
  };

  const close = () => !isSubmitting && onClose();

  if (revoked?.revocation) {
    return (
      <RevocationReceipt apiKey={revoked} revocation={revoked.revocation} finalFocus={finalFocus} onClose={onClose} />
    );
  }

  return (
    <AlertModal
      open
      title="Revoke this key?"
      description={delay === '0' ? AT_ONCE : LATER}
      initialFocus={keepRef}
      finalFocus={finalFocus}
      onDismiss={close}
    >
      <KeyIdentity apiKey={apiKey} />
      <BlastRadius apiKey={apiKey} />
      <Form onSubmit={(event) => void handleSubmit(revoke)(event)} aria-label="Revocation">
        {failure && (
          <ErrorNotice error={failure.error} title="The key was not revoked." consequence={failure.consequence} />
        )}
        <SelectField
          label="When"
          hint={scheduledAt !== null && 'It is scheduled already, and can only be brought forward.'}
          error={errors.delay?.message}
          {...register('delay')}
        >
          {delaysBefore(scheduledAt, serverNowMs()).map((delay) => (
            <option key={delay} value={delay}>
              {DELAY_WORDS[delay]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Reason"
          required
          error={errors.reason?.message}
          {...register('reason', { required: 'Choose a reason. It stays with the key.' })}
        >
          <option value="">Choose a reason</option>
          {REVOCATION_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {REASON_WORDS[reason]}
            </option>
          ))}
        </SelectField>
        <TextArea
          label="Note"
          optional
          maxLength={NOTE_LENGTH_MAX}
          error={errors.note?.message}
          {...register('note', { validate: refuseWholeKey })}
        />
        <TextField
          label="Type the label to confirm"
          hint={
            <>
              The label is <bdi className={styles.wanted}>{apiKey.label}</bdi>
            </>
          }
          autoComplete="off"
          spellCheck={false}
          required
          error={errors.typedLabel?.message}
          {...register('typedLabel', {
            validate: (typed) => labelMatches(typed, apiKey.label) || 'This is not the label of the key.',
          })}
        />
        <FormActions>
          <Button ref={keepRef} onClick={close}>
            Keep key
          </Button>
          <Button type="submit" tone="danger" busy={isSubmitting}>
            {isSubmitting ? 'Revoking…' : 'Revoke key'}
          </Button>
        </FormActions>
      </Form>
    </AlertModal>
  );
}
