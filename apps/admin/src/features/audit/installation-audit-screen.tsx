import { Permitted } from '../../shared/access/permitted';
import { Page } from '../../shared/ui/page';
import { AuditLog } from './audit-log';

/** Of every workspace, and of what concerns none. */
export const Component = () => (
  <Page
    title="Audit log of all"
    lead="Of every workspace, and of what concerns none: accounts, sessions, APIs and plans."
  >
    <Permitted workspaceId={null} permission="installation:manage" purpose="see the log of the whole installation">
      <AuditLog workspaceId={null} />
    </Permitted>
  </Page>
);
