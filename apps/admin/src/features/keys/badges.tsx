import { Ban, CircleCheck, CirclePause, Clock } from 'lucide-react';
import type { KeyEnvironment, KeyState } from '@latchkey/vocabulary';
import styles from './badge.module.css';
import { ENVIRONMENT_WORDS, STATE_WORDS } from './key-words';

const STATE_ICONS = { active: CircleCheck, disabled: CirclePause, expired: Clock, revoked: Ban } as const;

export function StateBadge({ state }: { state: KeyState }) {
  const Icon = STATE_ICONS[state];
  return (
    <span className={`${styles.badge} ${styles[state] ?? ''}`}>
      <Icon size={12} aria-hidden />
      {STATE_WORDS[state]}
    </span>
  );
}

export const EnvironmentBadge = ({ environment }: { environment: KeyEnvironment }) => (
  <span className={`${styles.badge} ${styles[environment] ?? ''}`}>{ENVIRONMENT_WORDS[environment]}</span>
);
