import type { DeviceStatus } from '@latchkey/vocabulary';
import { CircleCheck, Link2, Unplug } from 'lucide-react';
import type { DeviceView } from '../../shared/api/model';
import { Badge } from '../../shared/ui/badge';

const STATUSES = {
  linking: { Icon: Link2, tone: 'warning', word: 'Waits for its code' },
  connected: { Icon: CircleCheck, tone: 'good', word: 'Connected' },
  disconnected: { Icon: Unplug, tone: 'danger', word: 'Disconnected' },
} as const;

export function DeviceStatusBadge({ status }: { status: DeviceStatus }) {
  const { Icon, tone, word } = STATUSES[status];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {word}
    </Badge>
  );
}

export const SandboxBadge = ({ sandbox }: { sandbox: boolean }) => (
  <Badge tone={sandbox ? 'dashed' : 'accent'}>{sandbox ? 'Sandbox' : 'WhatsApp Cloud'}</Badge>
);

/** What Meta calls it; a device of the sandbox mostly has no such number. */
export function MetaNumbers({ device }: { device: DeviceView }) {
  const { whatsAppPhoneNumberId, whatsAppBusinessId } = device;
  if (whatsAppPhoneNumberId === null) return '–';
  return (
    <>
      Number <code>{whatsAppPhoneNumberId}</code>
      {whatsAppBusinessId !== null && (
        <>
          <br />
          Account <code>{whatsAppBusinessId}</code>
        </>
      )}
    </>
  );
}
