import { useQuery } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { FoundKeyView } from '../../shared/api/model';
import { workspacePath } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Panel } from '../../shared/ui/page';
import { EnvironmentBadge, StateBadge } from '../keys/badges';
import { KeyExpiry, KeyFragment, KeyLastUse, KeyScopes } from '../keys/key-facts';
import { REASON_WORDS, TYPE_WORDS } from '../keys/key-words';
import { ownersQuery } from './ask-desk';
import { FoundKeyTimeline } from './found-key-timeline';
import { FoundKeyUse } from './found-key-use';
import styles from './leak-desk.module.css';

interface FoundKeyProps {
  found: FoundKeyView;
  onRevoke: () => void;
}

/** Whose it is, what it may do, and what was done with it: enough to decide without asking anybody. */
export function FoundKey({ found, onRevoke }: FoundKeyProps) {
  const { key, timeline, usage } = found;
  return (
    <Panel
      heading={key.label}
      aside={
        <span className={styles.aside}>
          <StateBadge state={key.state} />
          {key.state !== 'revoked' && (
            <Button tone="danger" onClick={onRevoke}>
              <Ban size={16} aria-hidden />
              Revoke…
            </Button>
          )}
        </span>
      }
    >
      <KeyFacts found={found} />
      <FoundKeyUse usage={usage} />
      <FoundKeyTimeline entries={timeline} creator={found.creator} />
    </Panel>
  );
}

function KeyFacts({ found: { key, workspace, api, creator, scopes } }: { found: FoundKeyView }) {
  return (
    <dl className={styles.facts}>
      <Fact term="Key">
        <KeyFragment start={key.start} last4={key.last4} />
        <br />
        <code>{key.id}</code>
      </Fact>
      <Fact term="Workspace">
        <Link to={workspacePath(workspace.id)}>{workspace.name}</Link>{' '}
        {workspace.suspended && <Badge tone="warning">Suspended</Badge>}
        <span className={styles.muted}> of {api.name}</span>
      </Fact>
      <Fact term="Owners of the workspace, who are told">
        <Owners workspaceId={workspace.id} />
      </Fact>
      <Fact term="Created">
        <MomentText at={key.createdAt} past />
        <span className={styles.muted}>{creatorText(creator)}</span>
      </Fact>
      <Fact term="Last used">
        <KeyLastUse lastUsedAt={key.lastUsedAt} />
      </Fact>
      <Fact term="Expires">
        <KeyExpiry expiresAt={key.expiresAt} />
      </Fact>
      <Fact term="Kind">
        <EnvironmentBadge environment={key.environment} /> {TYPE_WORDS[key.type].title}
      </Fact>
      <Fact term="May be used from">{rangesText(key.ipAllowlist, workspace.ipAllowlist)}</Fact>
      {key.replacedBy !== null && (
        <Fact term="Replaced by">
          <code>{key.replacedBy}</code>
        </Fact>
      )}
      {key.revocation !== null && (
        <Fact term={key.state === 'revoked' ? 'Revoked' : 'Will be revoked'}>
          <MomentText at={key.revocation.at} />
          {REASON_WORDS[key.revocation.reason]}
          {key.revocation.note !== null && <span className={styles.muted}> · {key.revocation.note}</span>}
        </Fact>
      )}
      <Fact term="What it may do" whole>
        {scopes.length === 0 ? 'Nothing at this moment.' : <KeyScopes scopes={scopes} />}
      </Fact>
    </dl>
  );
}

const Fact = ({ term, whole = false, children }: { term: string; whole?: boolean; children: ReactNode }) => (
  <div className={whole ? styles.whole : undefined}>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

function Owners({ workspaceId }: { workspaceId: string }) {
  const owners = useQuery(ownersQuery(workspaceId));
  if (owners.isError) return 'They could not be read.';
  if (owners.data === undefined) return '…';
  if (owners.data.length === 0) return 'Nobody owns it.';
  return (
    <ul>
      {owners.data.map(({ userId, name, email }) => (
        <li key={userId}>
          {name} <span className={styles.muted}>{email}</span>
        </li>
      ))}
    </ul>
  );
}

function creatorText(creator: FoundKeyView['creator']): string {
  if (creator === null) return 'by no person';
  const { name, email, leftAt } = creator;
  return `by ${name === email ? email : `${name}, ${email}`}${leftAt === null ? '' : ', who has left'}`;
}

function rangesText(ofKey: readonly string[], ofWorkspace: readonly string[]): string {
  if (ofKey.length === 0 && ofWorkspace.length === 0) return 'Anywhere';
  const parts = [
    ...(ofKey.length > 0 ? [ofKey.join(', ')] : []),
    ...(ofWorkspace.length > 0 ? [`${ofWorkspace.join(', ')} (of the workspace)`] : []),
  ];
  return parts.join(', and within ');
}
