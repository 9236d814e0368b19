import { ErrorNotice } from '../../shared/ui/error-notice';
import { FactList } from '../../shared/ui/fact-list';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { useCurrentUser } from '../../shared/api/current-user';
import { SessionsSection } from './sessions-section';
import { SignInSection } from './sign-in-section';

const STAFF_WORDS = { operator: 'Operator: runs this installation', support: 'Support: the leak desk' } as const;

/** What is of the person and of no workspace: staff may be in none. */
export function Component() {
  const me = useCurrentUser();
  return (
    <Page title="Your account" lead="How you sign in, and where you are signed in.">
      {me.isError && (
        <ErrorNotice
          error={me.error}
          title="Your account could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void me.refetch()}
        />
      )}
      {me.data ? (
        <Panel>
          <FactList
            facts={[
              ['Name', me.data.user.name],
              ['Mail address', me.data.user.email],
              ...(me.data.user.role === null ? [] : [['Staff', STAFF_WORDS[me.data.user.role]] as const]),
            ]}
          />
        </Panel>
      ) : (
        !me.isError && (
          <Panel>
            <SkeletonStack label="Loading your account" />
          </Panel>
        )
      )}
      <SignInSection />
      <SessionsSection />
    </Page>
  );
}
