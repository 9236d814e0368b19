import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import type { StatementView } from '../../shared/api/model';
import { workspaceQuery } from '../../shared/api/workspaces';
import { wholeNumber } from '../../shared/chart/chart-words';
import { keyPath, planPath } from '../../shared/format/places';
import { RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page, Panel } from '../../shared/ui/page';
import { Section } from '../../shared/ui/section';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { Downloads } from './downloads';
import { monthName } from './month-name';
import styles from './plan.module.css';
import { statementQuery } from './plan-queries';
import { Closing } from './statements';

export function Component() {
  const { workspaceId = '', month = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title={`Statement of ${monthName(month)}`}
      within={workspace?.name}
      lead={<Link to={planPath(workspaceId)}>Back to the plan</Link>}
    >
      <Permitted workspaceId={workspaceId} permission="billing:read" purpose="see statements">
        <Statement key={workspaceId + month} workspaceId={workspaceId} month={month} />
      </Permitted>
    </Page>
  );
}

function Statement({ workspaceId, month }: { workspaceId: string; month: string }) {
  const statement = useQuery(statementQuery(workspaceId, month));
  if (statement.isError) {
    return (
      <ErrorNotice
        error={statement.error}
        title="The statement could not be loaded."
        consequence="Nothing was changed."
        onRetry={() => void statement.refetch()}
      />
    );
  }
  if (statement.data === undefined) {
    return (
      <Panel>
        <SkeletonStack label="Loading the statement" />
      </Panel>
    );
  }
  return (
    <>
      <Panel heading="Totals" aside={<Downloads workspaceId={workspaceId} month={month} />}>
        <dl className={styles.terms}>
          {totalsOf(statement.data).map(([title, words]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{words}</dd>
            </div>
          ))}
          <div>
            <dt>State</dt>
            <dd>
              <Closing statement={statement.data} />
            </dd>
          </div>
        </dl>
      </Panel>
      <PlansOfMonth plans={statement.data.plans} />
      <KeysOfMonth workspaceId={workspaceId} lines={statement.data.lines} />
    </>
  );
}

function totalsOf({ totals, allowance, devices, keys }: StatementView): (readonly [string, string])[] {
  return [
    ['Requests accepted', wholeNumber(totals.requestsAllowed)],
    ['Requests refused', wholeNumber(totals.requestsRefused)],
    ['Messages', wholeNumber(totals.messages)],
    ['Messages in the sandbox', wholeNumber(totals.sandboxMessages)],
    ...(allowance ? [['Messages of the allowance', includedWords(allowance)] as const] : []),
    ['Devices at the end', includedWords(devices)],
    ['API keys at the end', includedWords(keys)],
  ];
}

function includedWords({ quantity, included, overage }: StatementView['devices']): string {
  if (included === null) return `${wholeNumber(quantity)}, with no limit`;
  const beyond = overage > 0 ? `, ${wholeNumber(overage)} beyond it` : '';
  return `${wholeNumber(quantity)} of ${wholeNumber(included)}${beyond}`;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const PlansOfMonth = ({ plans }: Pick<StatementView, 'plans'>) => (
  <Section heading="Plans that held">
    <RecordList
      caption="Plans that held, in their order"
      rows={plans}
      idOf={({ planId, from }) => planId + from}
      name={{ heading: 'Plan', cell: ({ name }) => <RecordName>{name}</RecordName> }}
      columns={[
        { heading: 'From', cell: ({ from }) => day.format(Date.parse(from)) },
        { heading: 'Until the end of', cell: ({ to }) => day.format(Date.parse(to) - 1) },
      ]}
    />
  </Section>
);

const KeysOfMonth = ({ workspaceId, lines }: { workspaceId: string } & Pick<StatementView, 'lines'>) =>
  lines.length === 0 ? (
    <Section heading="By key" lead="No key did anything in this month." />
  ) : (
    <Section heading="By key">
      <RecordList
        caption="What each key did"
        rows={lines}
        idOf={({ keyId }) => keyId}
        name={{
          heading: 'Key',
          cell: ({ keyId, label }) => (
            <RecordName>
              <Link to={keyPath(workspaceId, keyId)}>
                <bdi>{label}</bdi>
              </Link>
            </RecordName>
          ),
        }}
        columns={[
          { heading: 'Accepted', cell: ({ requestsAllowed }) => wholeNumber(requestsAllowed) },
          { heading: 'Refused', cell: ({ requestsRefused }) => wholeNumber(requestsRefused) },
          { heading: 'Messages', cell: ({ messages }) => wholeNumber(messages) },
          { heading: 'In the sandbox', cell: ({ sandboxMessages }) => wholeNumber(sandboxMessages) },
        ]}
      />
    </Section>
  );
