import { useQuery } from '@tanstack/react-query';
import { Ban, CircleCheck, Clock, Hourglass, MailPlus, Send } from 'lucide-react';
import type { InvitationState } from '@latchkey/vocabulary';
import type { InvitationView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { Badge } from '../../shared/ui/badge';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';
import { Section } from '../../shared/ui/section';
import { mayResend, type TeamRights } from './member-rights';
import { ROLE_WORDS } from '../../shared/access/role-words';
import { actionsIdOf, type TeamFlow } from './team-flow';
import { invitationsQuery } from './team-queries';

interface InvitationListProps {
  workspaceId: string;
  rights: TeamRights;
  onFlow: (flow: TeamFlow) => void;
}

export function InvitationList({ workspaceId, rights, onFlow }: InvitationListProps) {
  const { cursor, ways } = usePages('invitations');
  const query = useQuery(invitationsQuery(workspaceId, cursor));
  const rows = query.data?.data ?? null;
  return (
    <Section heading="Invitations">
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The invitations could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {rows?.length === 0 && cursor === null ? (
        <NobodyInvited />
      ) : (
        (rows !== null || !query.isError) && (
          <RecordList
            caption="Invitations, newest first"
            rows={rows}
            idOf={({ id }) => id}
            name={NAME}
            columns={COLUMNS}
            actions={(invitation) => <InvitationActions invitation={invitation} rights={rights} onFlow={onFlow} />}
            busy={query.isFetching}
          />
        )
      )}
      <Pager label="Pages of invitations" {...ways(query.isPlaceholderData ? null : query.data?.nextCursor)} />
    </Section>
  );
}

const NobodyInvited = () => (
  <Empty icon={<MailPlus size={22} aria-hidden />} title="Nobody is invited">
    An invitation is a link for one person. It works once, for seven days, and they need no account before.
  </Empty>
);

const STATES = {
  pending: { words: 'Waiting', Icon: Hourglass, tone: 'accent' },
  accepted: { words: 'Accepted', Icon: CircleCheck, tone: 'good' },
  revoked: { words: 'Revoked', Icon: Ban, tone: 'dashed' },
  expired: { words: 'Expired', Icon: Clock, tone: 'plain' },
} as const;

function StateBadge({ state }: { state: InvitationState }) {
  const { words, Icon, tone } = STATES[state];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {words}
    </Badge>
  );
}

const NAME: Column<InvitationView> = { heading: 'Mail address', cell: ({ email }) => <RecordName>{email}</RecordName> };

const COLUMNS: readonly Column<InvitationView>[] = [
  { heading: 'Role', cell: ({ role }) => ROLE_WORDS[role].title },
  { heading: 'State', cell: ({ state }) => <StateBadge state={state} /> },
  { heading: 'Invited', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
  {
    heading: 'Link expires',
    cell: ({ state, expiresAt }) =>
      state === 'pending' || state === 'expired' ? <MomentText at={expiresAt} past={state === 'expired'} /> : '–',
  },
];

interface InvitationActionsProps {
  invitation: InvitationView;
  rights: TeamRights;
  onFlow: (flow: TeamFlow) => void;
}

function InvitationActions({ invitation, rights, onFlow }: InvitationActionsProps) {
  const { id, email, state } = invitation;
  const isOver = state === 'accepted' || state === 'revoked';
  if (isOver || !rights.mayChange) return null;
  const again = mayResend(invitation, rights);
  const entries: MenuEntry[] = [
    ...(again ? [{ label: 'Send again…', Icon: Send, onSelect: () => onFlow({ kind: 'resend', invitation }) }] : []),
    {
      label: 'Revoke…',
      Icon: Ban,
      onSelect: () => onFlow({ kind: 'revoke', invitation }),
      danger: true,
      apart: again,
    },
  ];
  return <MenuButton id={actionsIdOf(id)} label={`Actions for ${email}`} entries={entries} />;
}
