import { useQuery } from '@tanstack/react-query';
import { Download, ListFilter, ScrollText, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { AuditEntryView } from '../../shared/api/model';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { usePages } from '../../shared/list/use-pages';
import { Button, buttonClass } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';
import { ACTION_WORDS } from './action-words';
import { AuditFilterBar } from './audit-filter-bar';
import { type AuditFilters, filtersOf, filtersToParameters, isFiltered } from './audit-filters';
import styles from './audit-log.module.css';
import { auditQuery, type AuditScope, csvAddress } from './audit-query';
import { EntryActor, EntryDetails, EntryName, EntryTime } from './entry-facts';
import { ChainLink } from './chain-link';
import { VerificationPanel } from './verification-panel';

const NAME: Column<AuditEntryView> = { heading: 'What', cell: (entry) => <EntryName entry={entry} /> };
const WORKSPACE: Column<AuditEntryView> = {
  heading: 'Workspace',
  cell: ({ workspaceId }) => <ChainLink workspaceId={workspaceId} />,
};
const COLUMNS: readonly Column<AuditEntryView>[] = [
  { heading: 'Who, from where', cell: (entry) => <EntryActor entry={entry} /> },
  { heading: 'When', cell: (entry) => <EntryTime entry={entry} /> },
  { heading: 'Changes', cell: (entry) => <EntryDetails entry={entry} />, long: true },
];
const COLUMNS_OF_ALL = [WORKSPACE, ...COLUMNS];

/** The log of a workspace, or of everything: what verifies it, what narrows it, and the entries. */
export function AuditLog({ workspaceId }: { workspaceId: AuditScope }) {
  const [parameters, setParameters] = useSearchParams();
  const { cursor, ways, toFirst } = usePages();
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const query = useQuery(auditQuery(workspaceId, filters, cursor));
  const entries = query.data?.data ?? null;
  const { older, newer } = ways(query.isPlaceholderData ? null : query.data?.nextCursor);
  const setFilters = (changed: AuditFilters) => setParameters(filtersToParameters(changed), { replace: true });
  const none = entries?.length === 0 && !query.isFetching;
  return (
    <>
      <VerificationPanel workspaceId={workspaceId} />
      <AuditFilterBar workspaceId={workspaceId} filters={filters} onChange={setFilters} />
      <p className={styles.filterWays}>
        <a className={buttonClass()} href={csvAddress(workspaceId, filters)} download="audit.csv">
          <Download size={16} aria-hidden />
          Export as CSV
        </a>
        {isFiltered(filters) && <Button onClick={() => setFilters({})}>Clear filters</Button>}
      </p>
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The entries could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {none && <NoEntries filtered={isFiltered(filters)} older={cursor !== null} onNewest={toFirst} />}
      {!none && (entries !== null || !query.isError) && (
        <RecordList
          caption="Entries, newest first"
          rows={entries}
          idOf={({ id }) => id}
          name={NAME}
          columns={workspaceId === null ? COLUMNS_OF_ALL : COLUMNS}
          actions={(entry) => <EntryActions entry={entry} filters={filters} onFilters={setFilters} />}
          busy={query.isFetching}
        />
      )}
      <Pager label="Pages of entries" older={older} newer={newer} />
    </>
  );
}

interface EntryActionsProps {
  entry: AuditEntryView;
  filters: AuditFilters;
  onFilters: (filters: AuditFilters) => void;
}

function EntryActions({ entry: { action, actor, targetId }, filters, onFilters }: EntryActionsProps) {
  const only = (label: string, more: AuditFilters): MenuEntry => ({
    label,
    Icon: ListFilter,
    onSelect: () => onFilters({ ...filters, ...more }),
  });
  const entries = [
    only('Everything about this target', { targetId }),
    only('Everything by this actor', { actorId: actor.id }),
    only('Everything of this kind', { action }),
  ];
  return <MenuButton label={`Filters from “${ACTION_WORDS[action]}”`} entries={entries} />;
}

interface NoEntriesProps {
  filtered: boolean;
  older: boolean;
  onNewest: () => void;
}

function NoEntries({ filtered, older, onNewest }: NoEntriesProps) {
  if (older) {
    const newest = <Button onClick={onNewest}>Show the newest</Button>;
    return (
      <Empty icon={<SearchX size={22} aria-hidden />} title="No older entries" action={newest}>
        The list ends here.
      </Empty>
    );
  }
  if (filtered) {
    return (
      <Empty icon={<SearchX size={22} aria-hidden />} title="No entry matches">
        Nothing that was written fits these filters.
      </Empty>
    );
  }
  return (
    <Empty icon={<ScrollText size={22} aria-hidden />} title="No entries yet">
      Every change writes an entry here: who made it, to what, why and from where.
    </Empty>
  );
}
