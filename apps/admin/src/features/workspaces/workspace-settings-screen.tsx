import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useParams } from 'react-router';
import type { PlanView, WorkspaceView } from '../../shared/api/model';
import { NAME_LENGTH_MAX } from '@latchkey/vocabulary';
import { plansQuery } from '../../shared/api/apis';
import { isProblem } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import { workspaceQuery } from '../../shared/api/workspaces';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField, TextField } from '../../shared/ui/field';
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
  const workspace = useQuery(workspaceQuery(workspaceId));
  const plans = useQuery({ ...plansQuery(workspace.data?.apiId ?? ''), enabled: workspace.isSuccess });
  const failed = [workspace, plans].find((query) => query.isError);
  return (
    <Page title="Workspace settings" within={workspace.data?.name} narrow>
      {failed && (
        <ErrorNotice
          error={failed.error}
          title="The settings could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void failed.refetch()}
        />
      )}
      {workspace.data && plans.data ? (
        <>
          <GeneralPanel workspace={workspace.data} plans={plans.data.data} />
          <SuspensionPanel workspace={workspace.data} />
        </>
      ) : (
        !failed && <Panel>{<SkeletonStack label="Loading the settings" />}</Panel>
      )}
    </Page>
  );
}

interface GeneralValues {
  name: string;
  planId: string;
}

function GeneralPanel({ workspace, plans }: { workspace: WorkspaceView; plans: readonly PlanView[] }) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const { name, planId } = workspace;
  const { register, handleSubmit, setError, reset, formState } = useForm<GeneralValues>({
    defaultValues: { name, planId },
  });
  const { errors, isDirty, isSubmitting } = formState;

  const save = (acceptExcess: boolean) => async (values: GeneralValues) => {
    setFailure(null);
    try {
      const body = { name: values.name.trim(), planId: values.planId, acceptExcess };
      const changed = await updateWorkspace(workspace.id, body);
      noteWorkspace(queryClient, changed);
      reset({ name: changed.name, planId: changed.planId });
      announce('The settings are saved.');
    } catch (error) {
      if (!showFieldErrors(error, { name: 'name', planId: 'planId' }, setError)) setFailure(error);
    }
  };

  return (
    <Panel heading="General">
      <Form onSubmit={(event) => void handleSubmit(save(false))(event)} aria-label="General">
        {failure !== null && <ErrorNotice error={failure} title="The settings were not saved." />}
        <TextField
          label="Name"
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          required
          error={errors.name?.message}
          {...register('name', { validate: (text) => text.trim() !== '' || 'Name the workspace.' })}
        />
        <SelectField
          label="Plan"
          hint="In force for the next request of every key."
          error={errors.planId?.message}
          {...register('planId')}
        >
          {plans.map((plan) => (
            <option key={plan.id} value={plan.id}>
              {plan.entitlements.includes('api_access') ? plan.name : `${plan.name} (no API access)`}
            </option>
          ))}
        </SelectField>
        <FormActions>
          {isProblem(failure, 'plan_too_small') && (
            <Button tone="danger" busy={isSubmitting} onClick={() => void handleSubmit(save(true))()}>
              Change the plan anyway
            </Button>
          )}
          <Button type="submit" tone="primary" busy={isSubmitting || !isDirty}>
            {isSubmitting ? 'Saving…' : 'Save'}
          </Button>
        </FormActions>
      </Form>
    </Panel>
  );
}
