import type { ExcessKind } from '@latchkey/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { WorkspaceExcessView } from '../../shared/api/model';
import { workspacePath, workspaceQuery } from '../../shared/api/workspaces';
import { Notice } from '../../shared/ui/notice';
import styles from './apis.module.css';

const KIND_WORDS: Readonly<Record<ExcessKind, string>> = {
  entitlements: 'keys without API access',
  devicesMax: 'devices',
  keysMax: 'keys',
  rateLimit: 'keys that were faster',
  dailyLimit: 'requests today',
  messagesPerMonth: 'messages this month',
};

/** Who has more than a plan allows since it became smaller. What they have goes on; they add nothing. */
export function InExcess({ workspaces }: { workspaces: readonly WorkspaceExcessView[] }) {
  if (workspaces.length === 0) return null;
  return (
    <Notice tone="warning" title="The plan is smaller than what these workspaces use">
      <ul className={styles.list}>
        {workspaces.map(({ workspaceId, excess }) => (
          <li key={workspaceId}>
            <WorkspaceLink workspaceId={workspaceId} />:{' '}
            {excess.map(({ what, used, allowed }) => `${used} ${KIND_WORDS[what]}, ${allowed} allowed`).join('; ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function WorkspaceLink({ workspaceId }: { workspaceId: string }) {
  const name = useQuery(workspaceQuery(workspaceId)).data?.name;
  return <Link to={workspacePath(workspaceId)}>{name ?? workspaceId}</Link>;
}
