import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { workspaceQuery } from '../../shared/api/workspaces';
import { Page } from '../../shared/ui/page';
import { AuditLog } from './audit-log';

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title="Audit log"
      within={workspace?.name}
      lead="Who changed what, why and from where. Entries are chained: a change to the log itself shows."
    >
      <Permitted workspaceId={workspaceId} permission="audit:read" purpose="see the audit log">
        <AuditLog key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}
