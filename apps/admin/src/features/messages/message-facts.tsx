import type { MessageStatus } from '@latchkey/vocabulary';
import { Check, CheckCheck, CircleX, Clock, Eye } from 'lucide-react';
import { Badge } from '../../shared/ui/badge';
import { STATUS_WORDS } from './message-words';

const STATUSES = {
  queued: { Icon: Clock, tone: 'warning' },
  sent: { Icon: Check, tone: 'accent' },
  delivered: { Icon: CheckCheck, tone: 'good' },
  read: { Icon: Eye, tone: 'good' },
  failed: { Icon: CircleX, tone: 'danger' },
} as const;

export function MessageStatusBadge({ status }: { status: MessageStatus }) {
  const { Icon, tone } = STATUSES[status];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {STATUS_WORDS[status]}
    </Badge>
  );
}

export const SandboxMark = () => <Badge tone="dashed">Sandbox</Badge>;
