import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { StatementMonthView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { planPath } from '../../shared/format/places';
import { Pager } from '../../shared/list/pager';
import { RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Section } from '../../shared/ui/section';
import { Downloads } from './downloads';
import { monthName } from './month-name';
import { statementsQuery } from './plan-queries';

/** A month of the calendar after the other, newest first. */
export function Statements({ workspaceId }: { workspaceId: string }) {
  const { cursor, ways } = usePages();
  const statements = useQuery(statementsQuery(workspaceId, cursor));
  const { older, newer } = ways(statements.isPlaceholderData ? null : statements.data?.nextCursor);
  return (
    <Section
      heading="Statements"
      lead="What was used in a month of the calendar, in UTC. A closed one never changes again."
    >
      {statements.isError ? (
        <ErrorNotice
          error={statements.error}
          title="The statements could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void statements.refetch()}
        />
      ) : (
        <RecordList
          caption="Statements, newest first"
          rows={statements.data?.data ?? null}
          idOf={({ month }) => month}
          name={{
            heading: 'Month',
            cell: ({ month }) => (
              <RecordName>
                <Link to={`${planPath(workspaceId)}/statements/${month}`}>{monthName(month)}</Link>
              </RecordName>
            ),
          }}
          columns={[
            { heading: 'State', cell: (statement) => <Closing statement={statement} /> },
            { heading: 'Download', cell: ({ month }) => <Downloads workspaceId={workspaceId} month={month} /> },
          ]}
          busy={statements.isFetching}
        />
      )}
      <Pager label="Pages of statements" older={older} newer={newer} />
    </Section>
  );
}

export const Closing = ({ statement: { closedAt } }: { statement: Pick<StatementMonthView, 'closedAt'> }) =>
  closedAt === null ? (
    'Open: it is still being counted'
  ) : (
    <>
      Closed <MomentText at={closedAt} past />
    </>
  );
