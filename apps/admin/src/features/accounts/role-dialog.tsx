import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { AccountView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { updateAccount } from './change-account';
import { choiceOf, ROLE_CHOICES, type RoleChoice, roleOf } from './role-words';

interface RoleDialogProps {
  account: AccountView;
  finalFocus: FinalFocus;
  onChanged: (account: AccountView) => void;
  onClose: () => void;
}

export function RoleDialog({ account, finalFocus, onChanged, onClose }: RoleDialogProps) {
  const fresh = useFreshSignIn();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm<{ role: RoleChoice }>({
    defaultValues: { role: choiceOf(account.role) },
  });

  const change = async ({ role }: { role: RoleChoice }) => {
    setFailure(null);
    try {
      onChanged(await fresh(() => updateAccount(account.id, { role: roleOf(role) })));
    } catch (error) {
      if (!showFieldErrors(error, { role: 'role' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title={`Role of ${account.name}`}
      description="It holds from their next request. Memberships in workspaces stay."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(change)(event)} aria-label="Staff role">
        {failure !== null && <ErrorNotice error={failure} title="The role was not changed." />}
        <ChoiceGroup
          legend="Staff role"
          choices={ROLE_CHOICES}
          error={formState.errors.role?.message}
          registration={register('role')}
        />
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={formState.isSubmitting}>
            {formState.isSubmitting ? 'Changing…' : 'Change role'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
