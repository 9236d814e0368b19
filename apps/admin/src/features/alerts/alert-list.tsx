import type { UseQueryResult } from '@tanstack/react-query';
import { BellRing, SearchX } from 'lucide-react';
import type { AlertPage, AlertView } from '../../shared/api/model';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { AlertActions } from './alert-actions';
import { AlertName, AlertReason, AlertStates, AlertTimes } from './alert-facts';
import { type AlertFilters, isFiltered } from './alert-filters';

interface AlertListProps {
  query: UseQueryResult<AlertPage>;
  filters: AlertFilters;
  cursor: string | null;
  pages: { older: (() => void) | undefined; newer: (() => void) | undefined };
  onFilters: (filters: AlertFilters) => void;
  onNewest: () => void;
  maySilence: boolean;
  onSilence: (alert: AlertView, silence: AlertView['silenced']) => void;
}

const NAME: Column<AlertView> = { heading: 'Alert', cell: (alert) => <AlertName alert={alert} /> };

const COLUMNS: readonly Column<AlertView>[] = [
  { heading: 'Why, and what to do', cell: (alert) => <AlertReason alert={alert} />, long: true },
  { heading: 'State', cell: (alert) => <AlertStates alert={alert} /> },
  { heading: 'Fired', cell: (alert) => <AlertTimes alert={alert} /> },
];

export function AlertList(props: AlertListProps) {
  const { query, filters, cursor, pages, onFilters, onNewest, maySilence, onSilence } = props;
  const alerts = query.data?.data ?? null;
  if (alerts?.length === 0 && !query.isFetching) {
    if (cursor !== null) return <NothingOlder onNewest={onNewest} />;
    return isFiltered(filters) ? <NoMatch onClear={() => onFilters({})} /> : <NoAlertsYet />;
  }
  return (
    <>
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The alerts could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {(alerts !== null || !query.isError) && (
        <RecordList
          caption="Alerts, newest first"
          rows={alerts}
          idOf={({ id }) => id}
          name={NAME}
          columns={COLUMNS}
          actions={(alert) => (
            <AlertActions
              alert={alert}
              maySilence={maySilence}
              onSilence={(silence) => onSilence(alert, silence)}
              onOnlyKey={(keyId) => onFilters({ ...filters, keyId })}
            />
          )}
          busy={query.isFetching}
        />
      )}
      <Pager label="Pages of alerts" older={pages.older} newer={pages.newer} />
    </>
  );
}

const NoAlertsYet = () => (
  <Empty icon={<BellRing size={22} aria-hidden />} title="Nothing to tell">
    Latchkey looks for limits that fill, keys that end or are due for rotation, and use that is unlike a key’s own. What
    it finds is listed here, and told by mail and webhook as the rules say.
  </Empty>
);

const NoMatch = ({ onClear }: { onClear: () => void }) => (
  <Empty
    icon={<SearchX size={22} aria-hidden />}
    title="No alert matches"
    action={<Button onClick={onClear}>Clear filters</Button>}
  >
    Nothing in this workspace fits these filters.
  </Empty>
);

const NothingOlder = ({ onNewest }: { onNewest: () => void }) => (
  <Empty
    icon={<SearchX size={22} aria-hidden />}
    title="No older alerts"
    action={<Button onClick={onNewest}>Show the newest</Button>}
  >
    The list ends here.
  </Empty>
);
