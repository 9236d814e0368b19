import { ALERT_KINDS, type AlertKind } from '@latchkey/vocabulary';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import type { AlertRulesView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import { workspaceQuery } from '../../shared/api/workspaces';
import { absoluteMoment } from '../../shared/format/moment';
import { alertsPath } from '../../shared/format/places';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { PersonName } from '../../shared/records/actor-name';
import { Badge } from '../../shared/ui/badge';
import { Button, buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Page, Panel } from '../../shared/ui/page';
import { KIND_WORDS } from './alert-words';
import { alertRulesQuery } from './alerts-query';
import styles from './alert-rules.module.css';
import { channelWords, type Rule, ruleSentence } from './rule-words';

const loadFlows = () => import('./rule-flows');
const RuleDialog = lazy(() => loadFlows().then((module) => ({ default: module.RuleDialog })));
const RecipientsDialog = lazy(() => loadFlows().then((module) => ({ default: module.RecipientsDialog })));

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title="Alert rules"
      within={workspace?.name}
      lead="What is looked for, and where it is told beside the list."
      actions={
        <Link className={buttonClass()} to={alertsPath(workspaceId)}>
          All alerts
        </Link>
      }
    >
      <Permitted workspaceId={workspaceId} permission="alerts:read" purpose="see the rules">
        <AlertRules key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}

function AlertRules({ workspaceId }: { workspaceId: string }) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const query = useQuery(alertRulesQuery(workspaceId));
  const mayChange = useAccess(workspaceId)?.may('alerts:write') ?? false;
  const [open, setOpen] = useState<AlertKind | 'recipients' | null>(null);
  const rules = query.data;

  const changed = (now: AlertRulesView) => {
    queryClient.setQueryData(alertRulesQuery(workspaceId).queryKey, now);
    announce('The rules are saved.');
  };
  const dialog = { workspaceId, onChanged: changed, onClose: () => setOpen(null) };

  if (query.isError && rules === undefined) {
    return (
      <ErrorNotice
        error={query.error}
        title="The rules could not be loaded."
        consequence="Nothing was changed."
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <>
      {!mayChange && <ForbiddenNote permission="alerts:write" purpose="change the rules" />}
      <RecordList
        caption="Rules, by what they look for"
        rows={rules === undefined ? null : ALERT_KINDS}
        idOf={(kind) => kind}
        name={NAME}
        columns={rules === undefined ? [] : columnsOf(rules)}
        {...(mayChange && {
          actions: (kind: AlertKind) => (
            <Button aria-label={`Change “${KIND_WORDS[kind].title}”`} onClick={() => setOpen(kind)}>
              Change
            </Button>
          ),
        })}
      />
      {rules && (
        <Panel
          heading="Who is written to"
          aside={
            mayChange && (
              <Button aria-label="Change who is written to" onClick={() => setOpen('recipients')}>
                Change
              </Button>
            )
          }
        >
          <Recipients workspaceId={workspaceId} mailTo={rules.mailTo} />
        </Panel>
      )}
      {rules && open !== null && (
        <Suspense>
          {open === 'recipients' ? (
            <RecipientsDialog rules={rules} {...dialog} />
          ) : (
            <RuleDialog kind={open} rules={rules} {...dialog} />
          )}
        </Suspense>
      )}
    </>
  );
}

const NAME: Column<AlertKind> = {
  heading: 'Rule',
  cell: (kind) => <RecordName second={KIND_WORDS[kind].explanation}>{KIND_WORDS[kind].title}</RecordName>,
};

const columnsOf = (rules: AlertRulesView): readonly Column<AlertKind>[] => [
  { heading: 'Fires', cell: (kind) => ruleSentence(kind, rules.rules), long: true },
  { heading: 'Told', cell: (kind) => channelWords(rules.rules[kind].channels) },
  { heading: 'State', cell: (kind) => <RuleState rule={rules.rules[kind]} /> },
];

function RuleState({ rule }: { rule: Rule }) {
  const { enabled, silencedUntil } = rule;
  const silenced = silencedUntil !== null && Date.parse(silencedUntil) > serverNowMs();
  return (
    <span className={styles.states}>
      <Badge tone={enabled ? 'good' : 'plain'}>{enabled ? 'On' : 'Off'}</Badge>
      {enabled && silenced && (
        <>
          <Badge tone="dashed">Silenced</Badge>
          <small className={styles.muted}>until {absoluteMoment(Date.parse(silencedUntil))}</small>
        </>
      )}
    </span>
  );
}

function Recipients({ workspaceId, mailTo }: { workspaceId: string; mailTo: AlertRulesView['mailTo'] }) {
  if (mailTo === null) return <p>The owners of the workspace, where the server has mail set up.</p>;
  if (mailTo.length === 0) return <p>Nobody.</p>;
  return (
    <ul className={styles.people}>
      {mailTo.map((userId) => (
        <li key={userId}>
          <PersonName userId={userId} workspaceId={workspaceId} />
        </li>
      ))}
    </ul>
  );
}
