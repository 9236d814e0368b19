import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import type { ApiView } from '../../shared/api/model';
import { NAME_LENGTH_MAX } from '@latchkey/vocabulary';
import { apisQuery } from '../../shared/api/apis';
import { showFieldErrors } from '../../shared/api/field-errors';
import { apiKeysPath } from '../../shared/api/workspaces';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';
import { Button } from '../../shared/ui/button';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { createWorkspace, noteWorkspace } from './change-workspace';

export function NewWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const apis = useQuery(apisQuery);
  return (
    <FormDialog
      open
      title="New workspace"
      description="A customer, a team or a product: keys of one workspace never reach another."
      onClose={onClose}
    >
      {apis.isError && (
        <ErrorNotice
          error={apis.error}
          title="The APIs could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void apis.refetch()}
        />
      )}
      {apis.isPending && <SkeletonStack label="Loading the APIs" />}
      {apis.data && <NewWorkspaceForm apis={apis.data} onClose={onClose} />}
    </FormDialog>
  );
}

function NewWorkspaceForm({ apis, onClose }: { apis: readonly ApiView[]; onClose: () => void }) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { name: '', apiId: apis[0]?.id ?? '' },
  });
  const { errors, isSubmitting } = formState;

  const create = async ({ name, apiId }: { name: string; apiId: string }) => {
    setFailure(null);
    try {
      const workspace = await createWorkspace({ name: name.trim(), apiId });
      noteWorkspace(queryClient, workspace);
      announce(`${workspace.name} is there.`);
      onClose();
      await navigate(apiKeysPath(workspace.id));
    } catch (error) {
      if (!showFieldErrors(error, { name: 'name', apiId: 'apiId' }, setError)) setFailure(error);
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(create)(event)} aria-label="New workspace">
      {failure !== null && <ErrorNotice error={failure} title="The workspace was not created." />}
      <TextField
        label="Name"
        maxLength={NAME_LENGTH_MAX}
        autoComplete="off"
        required
        error={errors.name?.message}
        {...register('name', { validate: (text) => text.trim() !== '' || 'Name the workspace.' })}
      />
      <SelectField
        label="API"
        hint="It cannot move to another one later."
        error={errors.apiId?.message}
        {...register('apiId')}
      >
        {apis.map((record) => (
          <option key={record.id} value={record.id}>
            {record.name} ({WIRE_PROFILES[record.wireProfile].title})
          </option>
        ))}
      </SelectField>
      <FormActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" busy={isSubmitting}>
          {isSubmitting ? 'Creating…' : 'Create workspace'}
        </Button>
      </FormActions>
    </Form>
  );
}
