import { Link } from 'react-router';
import type { AuditEntryView } from '../../shared/api/model';
import { workspaceSettingsPath } from '../../shared/api/workspaces';
import { alertsPath, devicesPath, webhookPath } from '../../shared/format/places';
import { PersonName } from '../../shared/records/actor-name';
import { KeyLink } from '../../shared/records/key-link';
import { WorkspaceName } from './chain-link';

/** What was changed: by name where it has one, and leading to its page where it has one of its own. */
export function TargetName({ entry }: { entry: Pick<AuditEntryView, 'targetId' | 'workspaceId'> }) {
  const { targetId, workspaceId } = entry;
  const prefix = targetId.split('_', 1)[0] ?? '';
  if (prefix === 'usr') return <PersonName userId={targetId} workspaceId={workspaceId} />;
  if (prefix === 'ws') {
    return (
      <Link to={workspaceSettingsPath(targetId)}>
        <WorkspaceName workspaceId={targetId} />
      </Link>
    );
  }
  if (workspaceId === null) return <code>{targetId}</code>;
  switch (prefix) {
    case 'key':
      return <KeyLink workspaceId={workspaceId} keyId={targetId} />;
    case 'whe':
      return <IdLink to={webhookPath(workspaceId, targetId)} id={targetId} />;
    case 'dev':
      return <IdLink to={devicesPath(workspaceId)} id={targetId} />;
    case 'alr':
      return <IdLink to={alertsPath(workspaceId)} id={targetId} />;
    default:
      return <code>{targetId}</code>;
  }
}

const IdLink = ({ to, id }: { to: string; id: string }) => (
  <Link to={to}>
    <code>{id}</code>
  </Link>
);
