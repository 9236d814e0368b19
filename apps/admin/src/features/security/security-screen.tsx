import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { workspaceQuery } from '../../shared/api/workspaces';
import { Page } from '../../shared/ui/page';
import { AllowlistSection } from './allowlist-section';
import { SessionsSection } from './sessions-section';
import { SignInSection } from './sign-in-section';

export function Component() {
  const { workspaceId = '' } = useParams();
  return <SecurityScreen key={workspaceId} workspaceId={workspaceId} />;
}

function SecurityScreen({ workspaceId }: { workspaceId: string }) {
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title="Security"
      within={workspace?.name}
      lead="Where keys of this workspace work from, and how you sign in yourself."
    >
      <Permitted workspaceId={workspaceId} permission="workspace:read" purpose="see where keys work from">
        <AllowlistSection workspaceId={workspaceId} />
      </Permitted>
      <SignInSection />
      <SessionsSection />
    </Page>
  );
}
