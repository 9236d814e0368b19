import { Download } from 'lucide-react';
import { useAccess } from '../../shared/access/use-access';
import type { WorkspaceUsage } from '../../shared/api/model';
import { buttonClass } from '../../shared/ui/button';

type Shown = Pick<WorkspaceUsage, 'from' | 'to' | 'step'>;

/** The range that is looked at, as a table: key by key and step by step. It names keys, so it is for who reads keys. */
export function UsageCsvLink({ workspaceId, usage }: { workspaceId: string; usage: Shown }) {
  if (!useAccess(workspaceId)?.may('keys:read')) return null;
  const { from, to, step } = usage;
  return (
    <a
      href={`/v1/workspaces/${encodeURIComponent(workspaceId)}/usage.csv?${new URLSearchParams({ from, to, step })}`}
      download={`usage-${from.slice(0, 10)}-${step}.csv`}
      className={buttonClass()}
    >
      <Download size={16} aria-hidden />
      Download CSV
    </a>
  );
}
