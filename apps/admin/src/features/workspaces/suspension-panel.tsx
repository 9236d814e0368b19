import { lazy, Suspense, useState } from 'react';
import type { WorkspaceView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { FormActions } from '../../shared/ui/form-layout';
import { Panel } from '../../shared/ui/page';
import { SUSPENSION_WORDS } from './suspension-words';

const SuspensionDialog = lazy(() =>
  import('./suspension-dialog').then((module) => ({ default: module.SuspensionDialog })),
);

/** One button that changes its words: a switch would act before it asks. */
export function SuspensionPanel({ workspace }: { workspace: WorkspaceView }) {
  const [asking, setAsking] = useState(false);
  return (
    <Panel heading="Suspension">
      <p>
        {workspace.suspended
          ? 'This workspace is suspended: all of its keys are refused.'
          : 'A suspended workspace keeps its keys, and every one of them is refused.'}
      </p>
      <FormActions>
        <Button tone={workspace.suspended ? 'plain' : 'danger'} onClick={() => setAsking(true)}>
          {SUSPENSION_WORDS[workspace.suspended ? 'lift' : 'suspend'].button}
        </Button>
      </FormActions>
      {asking && (
        <Suspense>
          <SuspensionDialog workspace={workspace} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Panel>
  );
}
