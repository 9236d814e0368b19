import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { useCurrentUser } from '../../shared/api/current-user';
import { workspaceQuery } from '../../shared/api/workspaces';
import { Button } from '../../shared/ui/button';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { useBegin } from '../../shared/ui/use-begin';
import { InvitationList } from './invitation-list';
import { MemberList } from './member-list';
import { rightsOf } from './member-rights';
import type { TeamFlow } from './team-flow';
import { invitationsOf, membersOf, onlyOwnerQuery } from './team-queries';

/** All dialogs at once: what shows a link must be there before the link is made. */
const TeamFlows = lazy(() => import('./team-flows').then((module) => ({ default: module.TeamFlows })));

export function Component() {
  const { workspaceId = '' } = useParams();
  return <TeamScreen key={workspaceId} workspaceId={workspaceId} />;
}

function TeamScreen({ workspaceId }: { workspaceId: string }) {
  const queryClient = useQueryClient();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const access = useAccess(workspaceId);
  const me = useCurrentUser().data;
  const mayRead = access?.may('team:read') ?? false;
  const onlyOwnerId = useQuery({ ...onlyOwnerQuery(workspaceId), enabled: mayRead }).data;
  const rights = rightsOf(access, me?.user.id ?? null, onlyOwnerId);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [flow, setFlow] = useState<TeamFlow | null>(null);
  const [mailedTo, setMailedTo] = useState<string | null>(null);

  const begin = (next: TeamFlow) => {
    setMailedTo(null);
    setFlow(next);
  };
  useBegin('invite', () => begin({ kind: 'invite' }));
  const changed = () => {
    for (const queryKey of [membersOf(workspaceId), invitationsOf(workspaceId)])
      void queryClient.invalidateQueries({ queryKey });
  };

  return (
    <Page
      title="Team"
      within={workspace?.name}
      lead="The people of this workspace, and what each of them may do."
      actions={
        rights.mayChange && (
          <Button tone="primary" onClick={() => begin({ kind: 'invite' })}>
            <UserPlus size={16} aria-hidden />
            Invite
          </Button>
        )
      }
      headingRef={headingRef}
    >
      <Permitted workspaceId={workspaceId} permission="team:read" purpose="see the team">
        {mailedTo !== null && (
          <Notice tone="success" title="The invitation is on its way.">
            <p>A mail with the link goes to {mailedTo}. It works once, for seven days.</p>
          </Notice>
        )}
        {rights.selfId !== null && onlyOwnerId === rights.selfId && <OnlyOwnerNote />}
        {!rights.mayChange && <ForbiddenNote permission="team:write" purpose="invite people and to change roles" />}
        <MemberList workspaceId={workspaceId} rights={rights} onFlow={begin} />
        <InvitationList workspaceId={workspaceId} rights={rights} onFlow={begin} />
      </Permitted>
      {flow && workspace && (flow.kind !== 'invite' || rights.mayChange) && (
        <Suspense>
          <TeamFlows
            flow={flow}
            workspace={workspace}
            rights={rights}
            fallbackFocus={headingRef}
            onFlow={setFlow}
            onChanged={changed}
            onMailed={setMailedTo}
          />
        </Suspense>
      )}
    </Page>
  );
}

const OnlyOwnerNote = () => (
  <Notice title="You are the only owner">
    <p>A workspace keeps one. Make somebody else an owner before you leave, or take another role.</p>
  </Notice>
);
