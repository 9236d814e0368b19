import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef } from 'react';
import type { WorkspaceView } from '../../shared/api/model';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { RevealDialog } from '../../shared/reveal/reveal-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import type { Issued } from './change-team';
import { INVITATION_FILE, INVITATION_REVEAL_WORDS, maskOf } from './invitation-reveal';
import { InviteDialog } from './invite-dialog';
import { LeaveDialog } from './leave-dialog';
import type { TeamRights } from './member-rights';
import { RemoveDialog } from './remove-dialog';
import { ResendDialog } from './resend-dialog';
import { RevokeInvitationDialog } from './revoke-invitation-dialog';
import { RoleDialog } from './role-dialog';
import { actionsIdOf, type TeamFlow } from './team-flow';

interface TeamFlowsProps {
  flow: TeamFlow;
  workspace: WorkspaceView;
  rights: TeamRights;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: Dispatch<SetStateAction<TeamFlow | null>>;
  onChanged: () => void;
  onMailed: (email: string) => void;
}

export function TeamFlows({ flow, workspace, rights, fallbackFocus, onFlow, onChanged, onMailed }: TeamFlowsProps) {
  const announce = useAnnounce();
  const secretRef = useRef<OneTimeSecret | null>(null);
  const flowRef = useRef(flow);
  useEffect(() => {
    flowRef.current = flow;
  }, [flow]);

  /** The row that opened the dialog, or its menu, is about to go. */
  const rowGoesRef = useRef(false);
  const rowGoes = () => {
    rowGoesRef.current = true;
    onChanged();
  };

  // Whatever way this goes away, the link does not stay.
  useEffect(() => () => secretRef.current?.forget(), []);

  /** A dialog that closes after it has led on to the reveal closes nothing more. */
  const close = () => onFlow((current) => (current?.kind === 'reveal' ? current : null));
  const backTo = (id: string) => () => {
    if (flowRef.current.kind === 'reveal' && flow.kind !== 'reveal') return false;
    return (rowGoesRef.current ? null : document.getElementById(actionsIdOf(id))) ?? fallbackFocus.current;
  };

  const issued = ({ invitation, link, linkStart }: Issued) => {
    onChanged();
    if (link === null) {
      onMailed(invitation.email);
      announce('The invitation is on its way.');
      return onFlow(null);
    }
    secretRef.current = link;
    onFlow({ kind: 'reveal', invitation, linkStart });
  };

  switch (flow.kind) {
    case 'invite':
      return (
        <InviteDialog
          workspace={workspace}
          rights={rights}
          finalFocus={() => flowRef.current.kind !== 'reveal'}
          onIssued={issued}
          onUncertain={onChanged}
          onClose={close}
        />
      );
    case 'reveal':
      return (
        <RevealDialog
          words={INVITATION_REVEAL_WORDS}
          mask={maskOf(flow.linkStart)}
          file={INVITATION_FILE}
          secretRef={secretRef}
          finalFocus={backTo(flow.invitation.id)}
          onDone={() => {
            onFlow(null);
            announce('Done. The invitation is in the list.');
          }}
        />
      );
    case 'resend':
      return (
        <ResendDialog
          invitation={flow.invitation}
          finalFocus={backTo(flow.invitation.id)}
          onIssued={issued}
          onClose={close}
        />
      );
    case 'revoke':
      return (
        <RevokeInvitationDialog
          invitation={flow.invitation}
          finalFocus={backTo(flow.invitation.id)}
          onChanged={rowGoes}
          onClose={close}
        />
      );
    case 'change-role':
      return (
        <RoleDialog
          workspaceId={workspace.id}
          member={flow.member}
          rights={rights}
          finalFocus={backTo(flow.member.userId)}
          onChanged={onChanged}
          onClose={close}
        />
      );
    case 'remove':
      return (
        <RemoveDialog
          workspace={workspace}
          member={flow.member}
          finalFocus={backTo(flow.member.userId)}
          onChanged={rowGoes}
          onClose={close}
        />
      );
    case 'leave':
      return <LeaveDialog workspace={workspace} finalFocus={backTo(flow.member.userId)} onClose={close} />;
  }
}
