import { EMAIL_LENGTH_MAX, NAME_LENGTH_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@latchkey/vocabulary';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { AccountView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { createAccount } from './change-account';
import { ROLE_CHOICES, type RoleChoice, roleOf } from './role-words';

interface AccountValues {
  name: string;
  email: string;
  password: string;
  role: RoleChoice;
}

const FIELDS = { name: 'name', email: 'email', password: 'password', role: 'role' } as const;

interface CreateAccountDialogProps {
  onCreated: (account: AccountView) => void;
  onClose: () => void;
}

export function CreateAccountDialog({ onCreated, onClose }: CreateAccountDialogProps) {
  const fresh = useFreshSignIn();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm<AccountValues>({
    defaultValues: { name: '', email: '', password: '', role: 'none' },
  });
  const { errors, isSubmitting } = formState;

  const create = async ({ name, email, password, role }: AccountValues) => {
    setFailure(null);
    try {
      const body = { name: name.trim(), email: email.trim(), password, role: roleOf(role) };
      onCreated(await fresh(() => createAccount(body)));
    } catch (error) {
      if (!showFieldErrors(error, FIELDS, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="New account"
      description="Members are better invited from the team of their workspace: then they choose their password themselves."
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(create)(event)} aria-label="New account">
        {failure !== null && <ErrorNotice error={failure} title="The account was not created." />}
        <TextField
          label="Name"
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          required
          error={errors.name?.message}
          {...register('name', { validate: (text) => text.trim() !== '' || 'Name the person.' })}
        />
        <TextField
          label="Mail address"
          type="email"
          maxLength={EMAIL_LENGTH_MAX}
          autoComplete="off"
          required
          error={errors.email?.message}
          {...register('email', { required: 'Enter their mail address.' })}
        />
        <TextField
          label="First password"
          hint={`${PASSWORD_LENGTH_MIN} characters or more. Afterwards you can make a link with which they choose their own.`}
          type="password"
          autoComplete="new-password"
          maxLength={PASSWORD_LENGTH_MAX}
          required
          error={errors.password?.message}
          {...register('password', {
            required: 'Choose a first password.',
            minLength: { value: PASSWORD_LENGTH_MIN, message: `Use ${PASSWORD_LENGTH_MIN} characters or more.` },
          })}
        />
        <ChoiceGroup
          legend="Staff role"
          choices={ROLE_CHOICES}
          error={errors.role?.message}
          registration={register('role')}
        />
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Creating…' : 'Create account'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
