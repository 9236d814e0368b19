import type { ReactNode } from 'react';
import styles from './record-list.module.css';

/** What a row is called by, and below it a second line that tells it from its namesakes. */
export const RecordName = ({ children, second }: { children: ReactNode; second?: ReactNode }) => (
  <>
    <span className={styles.label}>{children}</span>
    {second !== undefined && <span className={styles.second}>{second}</span>}
  </>
);
