import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import type { SessionView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Section } from '../../shared/ui/section';
import { browserName } from './browser-name';
import type { SessionFlow } from './session-dialog';
import { sessionsQuery } from './sessions';

const SessionDialog = lazy(() => import('./session-dialog').then((module) => ({ default: module.SessionDialog })));

/** Where somebody is signed in: of the person, and of no workspace. */
export function SessionsSection() {
  const { cursor, ways, toFirst } = usePages('sessions');
  const query = useQuery(sessionsQuery(cursor));
  const [flow, setFlow] = useState<SessionFlow | null>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const rows = query.data?.data ?? null;
  const hasOthers = rows?.some(({ current }) => !current) ?? false;
  return (
    <Section
      heading="Where you are signed in"
      headingRef={headingRef}
      aside={hasOthers && <Button onClick={() => setFlow({ kind: 'others' })}>End all others</Button>}
    >
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="Your sessions could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {(rows !== null || !query.isError) && (
        <RecordList
          caption="Your sessions, newest first"
          rows={rows}
          idOf={({ id }) => id}
          name={NAME}
          columns={COLUMNS}
          actions={(session) =>
            !session.current && (
              <Button
                aria-label={`End the session of ${browserName(session.userAgent)}`}
                onClick={() => setFlow({ kind: 'one', session })}
              >
                End
              </Button>
            )
          }
          busy={query.isFetching}
        />
      )}
      <Pager label="Pages of sessions" {...ways(query.isPlaceholderData ? null : query.data?.nextCursor)} />
      {flow && (
        <Suspense>
          <SessionDialog flow={flow} fallbackFocus={headingRef} onEnded={toFirst} onClose={() => setFlow(null)} />
        </Suspense>
      )}
    </Section>
  );
}

const NAME: Column<SessionView> = {
  heading: 'Browser or program',
  cell: ({ userAgent, current }) => (
    <RecordName>
      {browserName(userAgent)} {current && <Badge tone="accent">This session</Badge>}
    </RecordName>
  ),
};

const COLUMNS: readonly Column<SessionView>[] = [
  { heading: 'Address', cell: ({ address }) => address ?? 'Unknown' },
  { heading: 'Signed in', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
  { heading: 'Ends', cell: ({ expiresAt }) => <MomentText at={expiresAt} /> },
];
