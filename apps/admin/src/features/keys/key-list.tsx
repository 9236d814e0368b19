import type { KeyView } from '../../shared/api/model';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { NoMatch, NothingOlder } from './empty-keys';
import { type KeyAction, KeyActions } from './key-actions';
import { KeyExpiry, KeyKind, KeyLastUse, KeyLink, KeyScopes, KeyStanding } from './key-facts';
import { isFiltered } from './key-filters';
import type { useKeyList } from './use-key-list';

interface KeyListProps {
  list: ReturnType<typeof useKeyList>;
  /** Left out for those who may only look. */
  onAction?: (action: KeyAction, key: KeyView) => void;
}

const NAME: Column<KeyView> = { heading: 'Key', cell: (key) => <KeyLink apiKey={key} /> };

const COLUMNS: readonly Column<KeyView>[] = [
  { heading: 'Kind', cell: (key) => <KeyKind apiKey={key} /> },
  { heading: 'Scopes', cell: ({ scopes }) => <KeyScopes scopes={scopes} /> },
  { heading: 'State', cell: (key) => <KeyStanding apiKey={key} /> },
  { heading: 'Last used', cell: ({ lastUsedAt }) => <KeyLastUse lastUsedAt={lastUsedAt} /> },
  { heading: 'Expires', cell: ({ expiresAt }) => <KeyExpiry expiresAt={expiresAt} /> },
];

/** Rows while there are rows, and one clear thing to do where there are none. */
export function KeyList({ list, onAction }: KeyListProps) {
  const { query, filters, setFilters, cursor, older, newer } = list;
  const keys = query.data?.data ?? null;

  if (keys?.length === 0 && !query.isFetching) {
    if (cursor !== null) return <NothingOlder onNewest={() => setFilters(filters)} />;
    if (isFiltered(filters)) return <NoMatch onClear={() => setFilters({})} />;
  }
  return (
    <>
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The keys could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {(keys !== null || !query.isError) && (
        <RecordList
          caption="API keys, newest first"
          rows={keys}
          idOf={({ id }) => id}
          name={NAME}
          columns={COLUMNS}
          {...(onAction && { actions: (key: KeyView) => <KeyActions apiKey={key} onAction={onAction} /> })}
          busy={query.isFetching}
        />
      )}
      <Pager label="Pages of keys" older={older} newer={newer} />
    </>
  );
}
