import { Link } from 'react-router';
import { ROLE_WORDS } from '../../shared/access/role-words';
import { isProblem } from '../../shared/api/failure';
import type { InvitationPreview } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Button } from '../../shared/ui/button';
import { FactList } from '../../shared/ui/fact-list';
import { FrontPage } from '../../shared/ui/front-page';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { JoinWays } from './join-ways';
import { SignInError } from './sign-in-error';
import { useInvitation } from './use-invitation';

/** In front of the dashboard: whoever has the link may have no account yet. */
export function Component() {
  const invitation = useInvitation();
  const { state } = invitation;
  switch (state.kind) {
    case 'loading':
      return (
        <FrontPage title="Invitation">
          <Panel>
            <SkeletonStack label="Loading the invitation" />
          </Panel>
        </FrontPage>
      );
    case 'no-token':
      return (
        <FrontPage title="Invitation">
          <Notice tone="warning" title="Open the link of the invitation">
            <p>
              It ends in <code>/invitations/accept#token=…</code>. A reload forgets it on purpose: open the link again.
            </p>
          </Notice>
        </FrontPage>
      );
    case 'failed':
      return (
        <FrontPage title="Invitation">
          {isProblem(state.error, 'invitation_void') ? (
            <VoidInvitation />
          ) : (
            <>
              <SignInError error={state.error} title="The invitation could not be read." />
              <Button wide onClick={() => void invitation.load()}>
                Try again
              </Button>
            </>
          )}
        </FrontPage>
      );
    case 'open':
      return (
        <FrontPage title="Invitation" lead={`You are invited to the workspace ${state.preview.workspaceName}.`}>
          <Panel>
            <WhatItIs preview={state.preview} />
            <JoinWays preview={state.preview} who={state.who} invitation={invitation} />
          </Panel>
        </FrontPage>
      );
  }
}

const WhatItIs = ({ preview: { role, expiresAt } }: { preview: InvitationPreview }) => (
  <FactList
    facts={[
      [
        'Role',
        <>
          <strong>{ROLE_WORDS[role].title}.</strong> {ROLE_WORDS[role].explanation}
        </>,
      ],
      ['Open until', <MomentText at={expiresAt} />],
    ]}
  />
);

const VoidInvitation = () => (
  <Notice alert tone="warning" title="This link opens nothing, or nothing any more.">
    <p>
      It was used, revoked, or replaced by a newer one, or its seven days are over. Ask whoever invited you for a new
      one. If it was you who used it, <Link to="/login">sign in</Link>.
    </p>
  </Notice>
);
