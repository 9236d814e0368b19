import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { plansQuery } from '../../shared/api/apis';
import type { ApiView, PlanView, WorkspaceExcessView } from '../../shared/api/model';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Badge } from '../../shared/ui/badge';
import { Button, buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Panel } from '../../shared/ui/page';
import { InExcess } from './in-excess';
import { rateText } from './plan-values';

const PlanDialog = lazy(() => import('./plan-dialog').then((module) => ({ default: module.PlanDialog })));

const count = new Intl.NumberFormat('en-GB');
const limit = (amount: number | null): string => (amount === null ? 'No limit' : count.format(amount));

const NAME: Column<PlanView> = {
  heading: 'Plan',
  cell: ({ name, slug, entitlements }) => (
    <RecordName second={<code>{slug}</code>}>
      {name} {!entitlements.includes('api_access') && <Badge tone="warning">No API access</Badge>}
    </RecordName>
  ),
};

const COLUMNS: readonly Column<PlanView>[] = [
  { heading: 'Rate of a key', cell: ({ rateLimit }) => rateText(rateLimit) },
  { heading: 'Requests a day', cell: ({ dailyLimit }) => limit(dailyLimit) },
  { heading: 'Messages a month', cell: ({ messagesPerMonth }) => limit(messagesPerMonth) },
  { heading: 'Devices', cell: ({ devicesMax }) => limit(devicesMax) },
  { heading: 'Keys', cell: ({ keysMax }) => limit(keysMax) },
  { heading: 'Self-service', cell: ({ selfService }) => (selfService ? 'Yes' : 'No') },
];

/** `null`: a new one. */
type Editing = PlanView | null;

export function PlansPanel({ record }: { record: ApiView }) {
  const plans = useQuery(plansQuery(record.id));
  const [editing, setEditing] = useState<Editing>();
  const [excess, setExcess] = useState<readonly WorkspaceExcessView[]>([]);
  return (
    <Panel
      heading="Plans"
      aside={
        <Button onClick={() => setEditing(null)}>
          <Plus size={16} aria-hidden />
          New plan
        </Button>
      }
    >
      {plans.isError ? (
        <ErrorNotice
          error={plans.error}
          title="The plans could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void plans.refetch()}
        />
      ) : (
        <RecordList
          caption="Plans"
          rows={plans.data?.data ?? null}
          idOf={({ id }) => id}
          name={NAME}
          columns={COLUMNS}
          actions={(plan) => (
            <button
              type="button"
              className={buttonClass({ tone: 'quiet', icon: true })}
              aria-label={`Edit ${plan.name}`}
              onClick={() => setEditing(plan)}
            >
              <Pencil size={16} aria-hidden />
            </button>
          )}
          busy={plans.isFetching}
        />
      )}
      <InExcess workspaces={excess} />
      {editing !== undefined && (
        <Suspense>
          <PlanDialog
            apiId={record.id}
            plan={editing}
            onSaved={(inExcess) => {
              setExcess(inExcess);
              setEditing(undefined);
            }}
            onClose={() => setEditing(undefined)}
          />
        </Suspense>
      )}
    </Panel>
  );
}
