import { useQuery } from '@tanstack/react-query';
import { LogOut, UserMinus, UserPen, Users } from 'lucide-react';
import type { MemberView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { Badge } from '../../shared/ui/badge';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';
import { FinePrint } from '../../shared/ui/notice';
import { Empty } from '../../shared/ui/empty';
import { Section } from '../../shared/ui/section';
import { type TeamRights, whatMayBeDone } from './member-rights';
import { ROLE_WORDS } from '../../shared/access/role-words';
import { actionsIdOf, type TeamFlow } from './team-flow';
import { membersQuery } from './team-queries';

interface MemberListProps {
  workspaceId: string;
  rights: TeamRights;
  onFlow: (flow: TeamFlow) => void;
}

export function MemberList({ workspaceId, rights, onFlow }: MemberListProps) {
  const { cursor, ways } = usePages('members');
  const query = useQuery(membersQuery(workspaceId, cursor));
  const rows = query.data?.data ?? null;
  const isAdmin = rights.mayChange && !rights.mayMakeOwners;
  return (
    <Section heading="Members">
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The members could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {rows?.length === 0 && !query.isFetching && (
        <Empty icon={<Users size={22} aria-hidden />} title="Nobody is a member yet">
          Only operators reach this workspace. Invite somebody as its owner: owners are who is told of alerts and leaked
          keys, and who can give roles to others.
        </Empty>
      )}
      {(rows === null ? !query.isError : rows.length > 0 || query.isFetching) && (
        <RecordList
          caption="Members, newest first"
          rows={rows}
          idOf={({ userId }) => userId}
          name={nameFor(rights)}
          columns={columnsFor(rights)}
          actions={(member) => <MemberActions member={member} rights={rights} onFlow={onFlow} />}
          busy={query.isFetching}
        />
      )}
      {isAdmin && rows?.some(({ role }) => role === 'owner') && (
        <FinePrint>What an owner is, only an owner changes.</FinePrint>
      )}
      <Pager label="Pages of members" {...ways(query.isPlaceholderData ? null : query.data?.nextCursor)} />
    </Section>
  );
}

const nameFor = ({ selfId }: TeamRights): Column<MemberView> => ({
  heading: 'Person',
  cell: ({ userId, name, email }) => (
    <RecordName second={email}>
      {name} {userId === selfId && <Badge tone="accent">You</Badge>}
    </RecordName>
  ),
});

const columnsFor = ({ onlyOwnerId }: TeamRights): readonly Column<MemberView>[] => [
  {
    heading: 'Role',
    cell: ({ userId, role }) => (userId === onlyOwnerId ? 'Owner, the only one' : ROLE_WORDS[role].title),
  },
  { heading: 'Member since', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
];

interface MemberActionsProps {
  member: MemberView;
  rights: TeamRights;
  onFlow: (flow: TeamFlow) => void;
}

function MemberActions({ member, rights, onFlow }: MemberActionsProps) {
  const { changeRole, remove, leave } = whatMayBeDone(member, rights);
  const entries: MenuEntry[] = [
    ...(changeRole
      ? [{ label: 'Change role…', Icon: UserPen, onSelect: () => onFlow({ kind: 'change-role', member }) }]
      : []),
    ...(remove ? [entryOf('Remove…', UserMinus, changeRole, () => onFlow({ kind: 'remove', member }))] : []),
    ...(leave ? [entryOf('Leave…', LogOut, changeRole, () => onFlow({ kind: 'leave', member }))] : []),
  ];
  if (entries.length === 0) return null;
  return <MenuButton id={actionsIdOf(member.userId)} label={`Actions for ${member.name}`} entries={entries} />;
}

const entryOf = (label: string, Icon: MenuEntry['Icon'], apart: boolean, onSelect: () => void): MenuEntry => ({
  label,
  Icon,
  onSelect,
  danger: true,
  apart,
});
