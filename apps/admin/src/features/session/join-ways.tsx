import { useState } from 'react';
import { isProblem } from '../../shared/api/failure';
import type { CurrentUser, InvitationPreview } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { NewcomerForm } from './newcomer-form';
import { SignInForm } from './sign-in-form';
import type { useInvitation } from './use-invitation';

interface JoinWaysProps {
  preview: InvitationPreview;
  /** `null`: nobody is signed in. */
  who: CurrentUser | null;
  invitation: Pick<ReturnType<typeof useInvitation>, 'join' | 'makeRoom' | 'noteSignedIn' | 'load' | 'fail'>;
}

/** One way for whoever it is: as they are, after signing in, or with a new account. */
export function JoinWays({ preview, who, invitation }: JoinWaysProps) {
  const { email, accountExists } = preview;
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    setFailure(null);
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (isProblem(error, 'invitation_void')) return invitation.fail(error);
      // Somebody signed in or out in another tab: what is true now shows itself.
      if (isProblem(error, 'signed_out') || isProblem(error, 'forbidden')) return invitation.load();
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  if (!accountExists) return <NewcomerForm preview={preview} who={who} invitation={invitation} />;
  const isTheirs = who?.user.email.toLowerCase() === email.toLowerCase();
  return (
    <>
      {failure !== null && <ErrorNotice error={failure} title="You are not a member yet." />}
      {who === null && (
        <SignInForm
          email={email}
          submit={{ label: 'Sign in and join', busy: 'Joining…' }}
          onSignedIn={(current) => {
            invitation.noteSignedIn(current);
            return attempt(() => invitation.join());
          }}
        />
      )}
      {who !== null && isTheirs && (
        <Button tone="primary" wide busy={busy} onClick={() => void attempt(() => invitation.join())}>
          {busy ? 'Joining…' : `Join as ${who.user.name}`}
        </Button>
      )}
      {who !== null && !isTheirs && (
        <>
          <Notice tone="warning" title="This invitation is for another account.">
            <p>
              You are signed in as {who.user.email}. To join, sign in as {email}.
            </p>
          </Notice>
          <Button tone="primary" wide busy={busy} onClick={() => void attempt(invitation.makeRoom)}>
            Sign out, and go on as {email}
          </Button>
        </>
      )}
    </>
  );
}
