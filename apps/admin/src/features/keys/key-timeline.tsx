import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { ActorName } from '../../shared/records/actor-name';
import { eventWords, reasonWords } from './key-event-words';
import styles from './key-screen.module.css';
import { keyOf } from '../../shared/records/key-record';

const PAGE_LIMIT = 10;

const timelineQuery = (workspaceId: string, keyId: string) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(workspaceId, keyId), 'timeline'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_LIMIT, ...(pageParam !== null && { cursor: pageParam }) };
      const params = { path: { workspaceId, keyId }, query };
      return answered(api.GET('/v1/workspaces/{workspaceId}/keys/{keyId}/timeline', { params, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** What was done to a key, the newest first. */
export function KeyTimeline({ apiKey: { workspaceId, id } }: { apiKey: KeyView }) {
  const timeline = useInfiniteQuery(timelineQuery(workspaceId, id));
  const entries = timeline.data?.pages.flatMap(({ data }) => data);
  return (
    <Panel heading="Timeline">
      {timeline.isError && (
        <ErrorNotice
          error={timeline.error}
          title="The timeline could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void timeline.refetch()}
        />
      )}
      {entries?.length === 0 && <p className={styles.muted}>The audit log has nothing of this key any more.</p>}
      {entries && entries.length > 0 && (
        <ol className={styles.callers} aria-label="What was done to this key, the newest first">
          {entries.map(({ at, action, actor, reason }, place) => (
            <li key={`${entries.length - place} ${at}`}>
              <span>
                {eventWords(action)}
                <span className={styles.second}>
                  by <ActorName actor={actor} workspaceId={workspaceId} />
                  {reason !== null && `: ${reasonWords(reason)}`}
                </span>
              </span>
              <span className={styles.when}>
                <MomentText at={at} past />
              </span>
            </li>
          ))}
        </ol>
      )}
      {!entries && !timeline.isError && <SkeletonStack label="Loading the timeline" />}
      {timeline.hasNextPage && (
        <p>
          <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {timeline.isFetchingNextPage ? 'Loading…' : 'Show older'}
          </Button>
        </p>
      )}
    </Panel>
  );
}
