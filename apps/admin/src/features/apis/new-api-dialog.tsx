import { NAME_LENGTH_MAX, SLUG_LENGTH_MAX, WIRE_PROFILE_NAMES, type WireProfileName } from '@latchkey/vocabulary';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { showFieldErrors } from '../../shared/api/field-errors';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextArea, TextField } from '../../shared/ui/field';
import { FieldRow, Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { slugOf } from '../setup/slug';
import { apiPath } from './api-path';
import { createApi, noteApi } from './change-api';
import { hostnamesOf } from './hostnames';

interface NewApiValues {
  name: string;
  slug: string;
  hostnames: string;
  wireProfile: WireProfileName;
}

const FIELDS = { name: 'name', slug: 'slug', hostnames: 'hostnames', wireProfile: 'wireProfile' } as const;

const PROFILE_CHOICES = WIRE_PROFILE_NAMES.map((value) => ({
  value,
  title: WIRE_PROFILES[value].title,
  explanation: WIRE_PROFILES[value].explanation,
}));

export function NewApiDialog({ onClose }: { onClose: () => void }) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, setValue, formState } = useForm<NewApiValues>({
    defaultValues: { name: '', slug: '', hostnames: '', wireProfile: 'standard' },
  });
  const { errors, dirtyFields, isSubmitting } = formState;

  const create = async (values: NewApiValues) => {
    setFailure(null);
    try {
      const record = await createApi({ ...values, name: values.name.trim(), hostnames: hostnamesOf(values.hostnames) });
      noteApi(queryClient, record);
      announce(`${record.name} is there.`);
      onClose();
      await navigate(apiPath(record.id));
    } catch (error) {
      if (!showFieldErrors(error, FIELDS, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="New API"
      description="It begins with the plans of its wire profile. Workspaces are made on it afterwards."
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(create)(event)} aria-label="New API">
        {failure !== null && <ErrorNotice error={failure} title="The API was not created." />}
        <FieldRow>
          <TextField
            label="Name"
            maxLength={NAME_LENGTH_MAX}
            autoComplete="off"
            required
            error={errors.name?.message}
            {...register('name', {
              validate: (text) => text.trim() !== '' || 'Name the API.',
              onChange: (event: { target: { value: string } }) => {
                if (!dirtyFields.slug) setValue('slug', slugOf(event.target.value));
              },
            })}
          />
          <TextField
            label="Short name"
            hint="Lower-case letters, digits and hyphens. It stays."
            maxLength={SLUG_LENGTH_MAX}
            autoCapitalize="none"
            spellCheck={false}
            required
            error={errors.slug?.message}
            {...register('slug', {
              required: 'Give the API a short name.',
              pattern: {
                value: /^[a-z0-9]+(-[a-z0-9]+)*$/,
                message: 'Use lower-case letters and digits, joined by single hyphens.',
              },
            })}
          />
        </FieldRow>
        <TextArea
          label="Host names"
          hint="One a line, without https://. Requests to them are this API’s."
          optional
          rows={2}
          autoCapitalize="none"
          spellCheck={false}
          error={errors.hostnames?.message}
          {...register('hostnames')}
        />
        <ChoiceGroup
          legend="Wire profile"
          hint="Which header carries the key, how keys look, how errors are worded. It cannot be changed later."
          columns
          choices={PROFILE_CHOICES}
          error={errors.wireProfile?.message}
          registration={register('wireProfile')}
        />
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Creating…' : 'Create API'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
