import { ErrorNotice } from '../../shared/ui/error-notice';
import { useMedia } from '../../shared/ui/use-media';
import { NoMatch, NothingOlder } from './empty-keys';
import { isFiltered } from './key-filters';
import { KeyCards } from './key-cards';
import { KeyPager } from './key-pager';
import { type KeyListProps, KeyTable } from './key-table';
import type { useKeyList } from './use-key-list';

interface KeyListSectionProps {
  list: ReturnType<typeof useKeyList>;
  onAction: KeyListProps['onAction'];
}

/** Rows while there are rows, and one clear thing to do where there are none. */
export function KeyList({ list, onAction }: KeyListSectionProps) {
  const wide = useMedia('(min-width: 48rem)');
  const { query, filters, setFilters, cursor, older, newer } = list;
  const keys = query.data?.data ?? null;
  const newest = () => setFilters(filters);

  if (keys?.length === 0 && !query.isFetching) {
    if (cursor !== null) return <NothingOlder onNewest={newest} />;
    if (isFiltered(filters)) return <NoMatch onClear={() => setFilters({})} />;
  }
  const List = wide ? KeyTable : KeyCards;
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
      {(keys !== null || !query.isError) && <List keys={keys} busy={query.isFetching} onAction={onAction} />}
      <KeyPager older={older} newer={newer} />
    </>
  );
}
