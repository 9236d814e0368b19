import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import type { ApiView } from '../../shared/api/model';
import { NAME_LENGTH_MAX, SLUG_LENGTH_MAX, WIRE_PROFILE_NAMES, type WireProfileName } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { apisQuery } from '../../shared/api/apis';
import { api } from '../../shared/api/client';
import { showFieldErrors } from '../../shared/api/field-errors';
import { apiKeysPath } from '../../shared/api/workspaces';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { FieldRow, Form, FormActions } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import { slugOf } from './slug';

interface FirstApiValues {
  name: string;
  slug: string;
  wireProfile: WireProfileName;
  workspaceName: string;
}

const API_FIELDS = { name: 'name', slug: 'slug', wireProfile: 'wireProfile' } as const;
const WORKSPACE_FIELDS = { name: 'workspaceName' } as const;

const PROFILE_CHOICES = WIRE_PROFILE_NAMES.map((value) => ({
  value,
  title: WIRE_PROFILES[value].title,
  explanation: WIRE_PROFILES[value].explanation,
}));

/** What was made by an earlier attempt is kept: finishing twice does not make two APIs. */
export function FirstApiStep({ existing }: { existing: ApiView | null }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState(existing);
  const [failure, setFailure] = useState<{ error: unknown; title: string } | null>(null);
  const { register, handleSubmit, formState, setError, setValue } = useForm<FirstApiValues>({
    defaultValues: { name: '', slug: '', wireProfile: 'standard', workspaceName: '' },
  });
  const { errors, dirtyFields, isSubmitting } = formState;

  const createApi = async ({ name, slug, wireProfile }: FirstApiValues): Promise<ApiView | null> => {
    try {
      const created = await answered(api.POST('/v1/apis', { body: { name, slug, wireProfile } }));
      setMade(created);
      return created;
    } catch (error) {
      if (!showFieldErrors(error, API_FIELDS, setError)) setFailure({ error, title: 'The API was not created.' });
      return null;
    }
  };

  const finish = async (values: FirstApiValues) => {
    setFailure(null);
    const target = made ?? (await createApi(values));
    if (target === null) return;
    try {
      const body = { apiId: target.id, name: values.workspaceName };
      const workspace = await answered(api.POST('/v1/workspaces', { body }));
      await queryClient.invalidateQueries({ queryKey: apisQuery.queryKey, refetchType: 'none' });
      await navigate(apiKeysPath(workspace.id), { replace: true });
    } catch (error) {
      if (!showFieldErrors(error, WORKSPACE_FIELDS, setError)) {
        setFailure({ error, title: 'The workspace was not created.' });
      }
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(finish)(event)} aria-label="First API and workspace">
      {failure && <ErrorNotice error={failure.error} title={failure.title} />}
      {made ? (
        <Notice tone="success" title={`API “${made.name}” is there`}>
          <p>It speaks the {WIRE_PROFILES[made.wireProfile].title} profile.</p>
        </Notice>
      ) : (
        <Panel heading="Your API">
          <FieldRow>
            <TextField
              label="Name of the API"
              maxLength={NAME_LENGTH_MAX}
              required
              error={errors.name?.message}
              {...register('name', {
                required: 'Name the API.',
                onChange: (event: { target: { value: string } }) => {
                  if (!dirtyFields.slug) setValue('slug', slugOf(event.target.value));
                },
              })}
            />
            <TextField
              label="Short name"
              hint="Lower-case letters, digits and hyphens. It stays."
              maxLength={SLUG_LENGTH_MAX}
              required
              spellCheck={false}
              autoCapitalize="none"
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
          <ChoiceGroup
            legend="Wire profile"
            hint="How the API speaks: which header carries the key, how keys look, how errors are worded. It cannot be changed later."
            columns
            choices={PROFILE_CHOICES}
            error={errors.wireProfile?.message}
            registration={register('wireProfile')}
          />
        </Panel>
      )}
      <Panel heading="First workspace">
        <TextField
          label="Name of the workspace"
          hint="A customer, a team or a product: keys of one workspace never reach another."
          maxLength={NAME_LENGTH_MAX}
          required
          error={errors.workspaceName?.message}
          {...register('workspaceName', { required: 'Name the workspace.' })}
        />
      </Panel>
      <FormActions>
        <Button type="submit" tone="primary" busy={isSubmitting}>
          {isSubmitting ? 'Finishing…' : 'Finish'}
        </Button>
      </FormActions>
    </Form>
  );
}
