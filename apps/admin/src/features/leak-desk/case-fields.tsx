import { NOTE_LENGTH_MAX, REVOCATION_REASONS, type RevocationReason, TICKET_LENGTH_MAX } from '@latchkey/vocabulary';
import type { FieldErrors, UseFormRegister } from 'react-hook-form';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { SelectField, TextArea, TextField } from '../../shared/ui/field';
import { FieldRow } from '../../shared/ui/form-layout';
import { REASON_WORDS } from '../keys/key-words';

/** What is written down with every key that the desk ends. */
export interface CaseValues {
  reason: RevocationReason;
  ticket: string;
  note: string;
}

export const NEW_CASE: CaseValues = { reason: 'compromised', ticket: '', note: '' };

/** As the API takes it. */
export const caseOf = ({ reason, ticket, note }: CaseValues) => ({
  reason,
  ticket: ticket.trim(),
  ...(note.trim() !== '' && { note }),
});

export const CASE_FIELDS = { reason: 'reason', ticket: 'ticket', note: 'note' } as const;

interface CaseFieldsProps {
  register: UseFormRegister<CaseValues>;
  errors: FieldErrors<CaseValues>;
}

export const CaseFields = ({ register, errors }: CaseFieldsProps) => (
  <>
    <FieldRow>
      <SelectField label="Reason" required error={errors.reason?.message} {...register('reason')}>
        {REVOCATION_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {REASON_WORDS[reason]}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Ticket"
        hint="Where the case is kept."
        maxLength={TICKET_LENGTH_MAX}
        autoComplete="off"
        required
        error={errors.ticket?.message}
        {...register('ticket', {
          validate: {
            visible: (text) => text.trim() !== '' || 'Name the ticket. It stays with the key.',
            secret: refuseWholeKey,
          },
        })}
      />
    </FieldRow>
    <TextArea
      label="Note"
      hint="The owners read it in their mail."
      optional
      maxLength={NOTE_LENGTH_MAX}
      error={errors.note?.message}
      {...register('note', { validate: refuseWholeKey })}
    />
  </>
);
