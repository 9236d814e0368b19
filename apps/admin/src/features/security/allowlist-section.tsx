import { useQuery } from '@tanstack/react-query';
import { Plus, ShieldCheck, Trash2 } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { useAccess } from '../../shared/access/use-access';
import { useCurrentUser } from '../../shared/api/current-user';
import { workspaceQuery } from '../../shared/api/workspaces';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { Section } from '../../shared/ui/section';
import { rangeHolds, shutsOut } from './ip-range';
import type { RangeFlow } from './range-flows';

const RangeFlows = lazy(() => import('./range-flows').then((module) => ({ default: module.RangeFlows })));

/** Where the keys of a workspace work from. */
export function AllowlistSection({ workspaceId }: { workspaceId: string }) {
  const query = useQuery(workspaceQuery(workspaceId));
  const workspace = query.data;
  const address = useCurrentUser().data?.address ?? null;
  const mayChange = useAccess(workspaceId)?.may('workspace:write') ?? false;
  const [flow, setFlow] = useState<RangeFlow | null>(null);
  const addRef = useRef<HTMLButtonElement>(null);
  const ranges = workspace?.ipAllowlist ?? null;

  const addButton = mayChange && (
    <Button ref={addRef} tone="primary" busy={workspace === undefined} onClick={() => setFlow({ kind: 'add' })}>
      <Plus size={16} aria-hidden />
      Add range
    </Button>
  );
  return (
    <Section heading="IP allowlist" aside={addButton}>
      <p>
        With a list, the keys of this workspace work from its addresses and no others. A key can have one of its own
        besides.
        {address !== null && (
          <>
            {' '}
            Your address is <code>{address}</code>.
          </>
        )}
      </p>
      {!mayChange && <ForbiddenNote permission="workspace:write" purpose="change the list" />}
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The list could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {ranges !== null && address !== null && shutsOut(ranges, address) && (
        <Notice tone="warning">
          Your address is in none of these ranges: a key that you try from here is refused. The dashboard is open all
          the same.
        </Notice>
      )}
      {(ranges !== null || !query.isError) && (
        <RangeList
          ranges={ranges}
          address={address}
          {...(mayChange && { onRemove: (range: string) => setFlow({ kind: 'remove', range }) })}
        />
      )}
      {flow && workspace && (
        <Suspense>
          <RangeFlows
            flow={flow}
            workspace={workspace}
            address={address}
            fallbackFocus={addRef}
            onClose={() => setFlow(null)}
          />
        </Suspense>
      )}
    </Section>
  );
}

interface RangeListProps {
  /** `null`: on their way. */
  ranges: readonly string[] | null;
  address: string | null;
  /** Left out: not theirs to remove. */
  onRemove?: (range: string) => void;
}

function RangeList({ ranges, address, onRemove }: RangeListProps) {
  if (ranges?.length === 0) {
    return (
      <Empty icon={<ShieldCheck size={22} aria-hidden />} title="Open from everywhere">
        Add the networks that your programs call from, and a key that gets lost is of no use anywhere else.
      </Empty>
    );
  }
  return (
    <RecordList
      caption="Ranges that keys work from"
      rows={ranges}
      idOf={(range) => range}
      name={NAME}
      columns={columnsFor(address)}
      {...(onRemove && {
        actions: (range: string) => (
          <Button tone="quiet" icon aria-label={`Remove ${range}`} onClick={() => onRemove(range)}>
            <Trash2 size={16} aria-hidden />
          </Button>
        ),
      })}
    />
  );
}

const NAME: Column<string> = {
  heading: 'Range',
  cell: (range) => (
    <RecordName>
      <code>{range}</code>
    </RecordName>
  ),
};

const columnsFor = (address: string | null): readonly Column<string>[] => [
  {
    heading: 'Your address',
    cell: (range) => (address !== null && rangeHolds(range, address) ? <Badge tone="good">In it</Badge> : '–'),
  },
];
