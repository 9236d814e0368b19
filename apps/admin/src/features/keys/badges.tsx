import { Ban, CircleCheck, CirclePause, Clock } from 'lucide-react';
import type { KeyEnvironment, KeyState } from '@latchkey/vocabulary';
import { Badge } from '../../shared/ui/badge';
import { ENVIRONMENT_WORDS, STATE_WORDS } from './key-words';

const STATES = {
  active: { Icon: CircleCheck, tone: 'good' },
  disabled: { Icon: CirclePause, tone: 'warning' },
  expired: { Icon: Clock, tone: 'plain' },
  revoked: { Icon: Ban, tone: 'danger' },
} as const;

export function StateBadge({ state }: { state: KeyState }) {
  const { Icon, tone } = STATES[state];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {STATE_WORDS[state]}
    </Badge>
  );
}

export const EnvironmentBadge = ({ environment }: { environment: KeyEnvironment }) => (
  <Badge tone={environment === 'live' ? 'accent' : 'dashed'}>{ENVIRONMENT_WORDS[environment]}</Badge>
);
