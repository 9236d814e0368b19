import { NAME_LENGTH_MAX } from '@latchkey/vocabulary';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { useAccess } from '../../shared/access/use-access';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { WorkspaceView } from '../../shared/api/model';
import { workspaceQuery } from '../../shared/api/workspaces';
import { planPath } from '../../shared/format/places';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { noteWorkspace, updateWorkspace } from './change-workspace';
import { SuspensionPanel } from './suspension-panel';

export function Component() {
  const { workspaceId = '' } = useParams();
  return <WorkspaceSettingsScreen key={workspaceId} workspaceId={workspaceId} />;
}

function WorkspaceSettingsScreen({ workspaceId }: { workspaceId: string }) {
  const access = useAccess(workspaceId);
  const workspace = useQuery(workspaceQuery(workspaceId));
  return (
    <Page title="Workspace settings" within={workspace.data?.name} narrow>
      {workspace.isError && (
        <ErrorNotice
          error={workspace.error}
          title="The settings could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void workspace.refetch()}
        />
      )}
      {workspace.data && access ? (
        <>
          <Panel heading="General">
            {access.may('workspace:write') ? (
              <NameForm workspace={workspace.data} />
            ) : (
              <>
                <p>{workspace.data.name}</p>
                <ForbiddenNote permission="workspace:write" purpose="rename the workspace" />
              </>
            )}
            <p>
              What it may do and what is left of it: <Link to={planPath(workspaceId)}>the plan</Link>.
            </p>
          </Panel>
          {access.may('installation:manage') && <SuspensionPanel workspace={workspace.data} />}
        </>
      ) : (
        !workspace.isError && <Panel>{<SkeletonStack label="Loading the settings" />}</Panel>
      )}
    </Page>
  );
}

function NameForm({ workspace }: { workspace: WorkspaceView }) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, reset, formState } = useForm<{ name: string }>({
    defaultValues: { name: workspace.name },
  });
  const { errors, isDirty, isSubmitting } = formState;

  const save = async ({ name }: { name: string }) => {
    setFailure(null);
    try {
      const changed = await updateWorkspace(workspace.id, { name: name.trim() });
      noteWorkspace(queryClient, changed);
      reset({ name: changed.name });
      announce('The settings are saved.');
    } catch (error) {
      if (!showFieldErrors(error, { name: 'name' }, setError)) setFailure(error);
    }
  };

  return (
    <Form onSubmit={(event) => void handleSubmit(save)(event)} aria-label="General">
      {failure !== null && <ErrorNotice error={failure} title="The settings were not saved." />}
      <TextField
        label="Name"
        maxLength={NAME_LENGTH_MAX}
        autoComplete="off"
        required
        error={errors.name?.message}
        {...register('name', { validate: (text) => text.trim() !== '' || 'Name the workspace.' })}
      />
      <FormActions>
        <Button type="submit" tone="primary" busy={isSubmitting || !isDirty}>
          {isSubmitting ? 'Saving…' : 'Save'}
        </Button>
      </FormActions>
    </Form>
  );
}
