import { LogOut } from 'lucide-react';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useSignOut } from './use-sign-out';

export function SignOutButton() {
  const signOut = useSignOut();
  return (
    <>
      {signOut.isError && (
        <ErrorNotice error={signOut.error} title="You are still signed in." consequence="Try again." />
      )}
      <Button tone="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        <LogOut size={16} aria-hidden />
        Sign out
      </Button>
    </>
  );
}
