import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { KeyView } from '../../shared/api/model';
import { NOTE_LENGTH_MAX, REVOCATION_REASONS, type RevocationReason } from '@latchkey/vocabulary';
import { showFieldErrors } from '../../shared/api/field-errors';
import { Button } from '../../shared/ui/button';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField, TextArea, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { readKey, revokeKey } from './change-key';
import styles from './key-identity.module.css';
import { KeyLastUse } from './key-facts';
import { KeyIdentity } from './key-identity';
import { REASON_WORDS } from './key-words';
import { labelMatches } from './label-match';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { RevocationReceipt } from './revocation-receipt';

interface RevokeValues {
  reason: RevocationReason | '';
  note: string;
  typedLabel: string;
}

interface RevokeDialogProps {
  apiKey: KeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

const STILL_ACTIVE = 'The key is still active.';
const UNCONFIRMED = 'The revocation is not confirmed: take it that the key is still active, and try again.';

export function RevokeDialog({ apiKey, finalFocus, onChanged, onClose }: RevokeDialogProps) {
  const keepRef = useRef<HTMLButtonElement>(null);
  const [revoked, setRevoked] = useState<KeyView | null>(null);
  const [failure, setFailure] = useState<{ error: unknown; consequence: string } | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<RevokeValues>({
    defaultValues: { reason: '', note: '', typedLabel: '' },
  });
  const { errors, isSubmitting } = formState;

  const revoke = async ({ reason, note }: RevokeValues) => {
    if (reason === '') return;
    setFailure(null);
    try {
      settle(await revokeKey(apiKey, { reason, ...(note.trim() !== '' && { note }) }));
    } catch (error) {
      if (showFieldErrors(error, { reason: 'reason', note: 'note' }, setError)) return;
      await findOut(error);
    }
  };

  const settle = (key: KeyView) => {
    setRevoked(key);
    onChanged(key);
  };

  /** An answer may be lost on the way back: what became of the key is asked before anything is said about it. */
  const findOut = async (error: unknown) => {
    try {
      const key = await readKey(apiKey);
      if (key.state === 'revoked') settle(key);
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
      description="Programs that still use this key fail from the next request. This cannot be undone."
      initialFocus={keepRef}
      finalFocus={finalFocus}
      onDismiss={close}
    >
      <KeyIdentity apiKey={apiKey} />
      <dl className={styles.receipt}>
        <dt>Last used</dt>
        <dd>
          <KeyLastUse lastUsedAt={apiKey.lastUsedAt} />
        </dd>
      </dl>
      <Form onSubmit={(event) => void handleSubmit(revoke)(event)} aria-label="Revocation">
        {failure && (
          <ErrorNotice error={failure.error} title="The key was not revoked." consequence={failure.consequence} />
        )}
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
