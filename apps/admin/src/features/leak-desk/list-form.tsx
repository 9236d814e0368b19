import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../../shared/ui/button';
import { FormDialog } from '../../shared/ui/dialog';
import { TextArea } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import { CaseFields, caseOf, type CaseValues, NEW_CASE } from './case-fields';
import { canHash, sha256Of } from './key-digest';
import { readKeyList } from './key-list-text';
import styles from './leak-desk.module.css';
import type { ListedCase } from './revoke-list-dialog';
import { usePastedField } from './use-pasted-field';

const KEYS_MAX = 1000;

interface ListFormProps {
  onListed: (listed: ListedCase) => void;
  onClose: () => void;
}

/** The list is no field of the form’s own: that one would remember it. */
export function ListForm({ onListed, onClose }: ListFormProps) {
  const field = usePastedField<HTMLTextAreaElement>();
  const [fault, setFault] = useState<string>();
  const { register, handleSubmit, formState } = useForm<CaseValues>({ defaultValues: NEW_CASE });

  const goOn = async (values: CaseValues) => {
    const list = await readKeyList(field.take(), canHash() ? sha256Of : null);
    const { length } = list.keys;
    if (length === 0) return setFault('Paste keys, their ids or their fingerprints: one a line.');
    if (length > KEYS_MAX) return setFault(`These are ${length} keys. Take ${KEYS_MAX} at a time.`);
    onListed({ list, case_: caseOf(values) });
  };

  return (
    <FormDialog
      open
      title="Revoke a list of keys"
      description="For a dump with keys of many workspaces. The owners of each are told."
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(goOn)(event)} aria-label="List of keys">
        <div className={styles.masked}>
          <TextArea
            ref={field.ref}
            label="Keys, one a line"
            hint={
              field.timedOut
                ? 'The field was cleared after a minute.'
                : 'Whole keys, their ids, or their fingerprints. Whole keys are hashed in this browser; the field clears when you go on, and after a minute.'
            }
            rows={6}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            onInput={() => {
              setFault(undefined);
              field.onInput();
            }}
            error={fault}
          />
        </div>
        {!canHash() && (
          <Notice tone="warning">
            <p>Without https this page cannot hash a key. Give ids or fingerprints.</p>
          </Notice>
        )}
        <CaseFields register={register} errors={formState.errors} />
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={formState.isSubmitting}>
            Go on
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
