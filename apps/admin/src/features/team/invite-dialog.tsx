import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { EMAIL_LENGTH_MAX, type WorkspaceRole } from '@latchkey/vocabulary';
import { mayHaveHappened } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { WorkspaceView } from '../../shared/api/model';
import { useBackGuard } from '../../shared/reveal/use-back-guard';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { invite, type Issued } from './change-team';
import type { TeamRights } from './member-rights';
import { roleChoices } from '../../shared/access/role-words';

interface InviteDialogProps {
  workspace: WorkspaceView;
  rights: TeamRights;
  finalFocus: FinalFocus;
  onIssued: (issued: Issued) => void;
  /** No answer came, or none that tells: there may be an invitation now. */
  onUncertain: () => void;
  onClose: () => void;
}

interface InviteValues {
  email: string;
  role: WorkspaceRole;
}

export function InviteDialog({ workspace, rights, finalFocus, onIssued, onUncertain, onClose }: InviteDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm<InviteValues>({
    defaultValues: { email: '', role: 'developer' },
  });
  const { errors, isSubmitting } = formState;
  useBackGuard(isSubmitting);

  const submit = async ({ email, role }: InviteValues) => {
    setFailure(null);
    try {
      onIssued(await invite(workspace.id, { email: email.trim(), role }));
    } catch (error) {
      if (showFieldErrors(error, { email: 'email', role: 'role' }, setError)) return;
      setFailure(error);
      if (mayHaveHappened(error)) onUncertain();
    }
  };

  return (
    <FormDialog
      open
      title="Invite somebody"
      description={`To ${workspace.name}. They get a link that works once, for seven days.`}
      finalFocus={finalFocus}
      onClose={() => !isSubmitting && onClose()}
    >
      <Form onSubmit={(event) => void handleSubmit(submit)(event)} aria-label="Invitation">
        {failure !== null && <ErrorNotice error={failure} title="Nobody was invited." />}
        <TextField
          label="Mail address"
          hint="With an account here or without."
          type="email"
          autoComplete="off"
          maxLength={EMAIL_LENGTH_MAX}
          required
          error={errors.email?.message}
          {...register('email', {
            required: 'Enter their mail address.',
            pattern: { value: /^\s*\S+@\S+\.\S+\s*$/, message: 'A mail address looks like name@example.com.' },
          })}
        />
        <ChoiceGroup
          legend="Role"
          choices={roleChoices(rights.mayMakeOwners)}
          error={errors.role?.message}
          registration={register('role')}
        />
        <FormActions>
          <Button busy={isSubmitting} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Inviting…' : 'Invite'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
