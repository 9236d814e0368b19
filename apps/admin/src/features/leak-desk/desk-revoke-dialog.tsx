import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { FoundKeyView, KeyView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { KeyIdentity } from '../keys/key-identity';
import { RevocationReceipt } from '../keys/revocation-receipt';
import { lookUpKeys, revokeAtDesk } from './ask-desk';
import { CASE_FIELDS, CaseFields, caseOf, type CaseValues, NEW_CASE } from './case-fields';
import { totalsSentence } from './found-key-use';

interface DeskRevokeDialogProps {
  found: FoundKeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

const STILL_ACTIVE = 'The key is still active.';
const UNCONFIRMED = 'The revocation is not confirmed: take it that the key is still active, and try again.';

export function DeskRevokeDialog({ found, finalFocus, onChanged, onClose }: DeskRevokeDialogProps) {
  const fresh = useFreshSignIn();
  const keepRef = useRef<HTMLButtonElement>(null);
  const [revoked, setRevoked] = useState<KeyView | null>(null);
  const [failure, setFailure] = useState<{ error: unknown; consequence: string } | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<CaseValues>({ defaultValues: NEW_CASE });
  const { id: keyId } = found.key;

  const settle = (key: KeyView) => {
    setRevoked(key);
    onChanged(key);
  };

  const revoke = async (values: CaseValues) => {
    setFailure(null);
    try {
      settle(await fresh(() => revokeAtDesk(keyId, caseOf(values))));
    } catch (error) {
      if (!showFieldErrors(error, CASE_FIELDS, setError)) await findOut(error);
    }
  };

  /** An answer may be lost on the way back: what became of the key is asked before anything is said about it. */
  const findOut = async (error: unknown) => {
    try {
      const key = (await lookUpKeys({ keyId })).data[0]?.key;
      if (key?.state === 'revoked') settle(key);
      else setFailure({ error, consequence: STILL_ACTIVE });
    } catch {
      setFailure({ error, consequence: UNCONFIRMED });
    }
  };

  const close = () => !formState.isSubmitting && onClose();

  if (revoked?.revocation) {
    const { revocation } = revoked;
    return <RevocationReceipt apiKey={revoked} revocation={revocation} finalFocus={finalFocus} onClose={onClose} />;
  }
  return (
    <AlertModal
      open
      title="Revoke this key?"
      description={`Programs of ${found.workspace.name} that still use this key fail from the next request. This cannot be undone. The owners are told.`}
      initialFocus={keepRef}
      finalFocus={finalFocus}
      onDismiss={close}
    >
      <KeyIdentity apiKey={found.key} />
      <p>{totalsSentence(found.usage.totals)}</p>
      <Form onSubmit={(event) => void handleSubmit(revoke)(event)} aria-label="Revocation">
        {failure && (
          <ErrorNotice error={failure.error} title="The key was not revoked." consequence={failure.consequence} />
        )}
        <CaseFields register={register} errors={formState.errors} />
        <FormActions>
          <Button ref={keepRef} onClick={close}>
            Keep key
          </Button>
          <Button type="submit" tone="danger" busy={formState.isSubmitting}>
            {formState.isSubmitting ? 'Revoking…' : 'Revoke key'}
          </Button>
        </FormActions>
      </Form>
    </AlertModal>
  );
}
