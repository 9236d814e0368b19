import type { ReactNode } from 'react';
import styles from './badge.module.css';

export type BadgeTone = 'plain' | 'good' | 'warning' | 'danger' | 'accent' | 'dashed';

/** A state in a word. The colour repeats what the word says, and is never all that says it. */
export const Badge = ({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) => (
  <span className={`${styles.badge} ${styles[tone] ?? ''}`}>{children}</span>
);
