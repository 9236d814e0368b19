import type { ReactNode } from 'react';
import styles from './empty.module.css';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Where there is nothing to list: the first use teaches, an empty filter offers to clear itself. */
export const Empty = ({ icon, title, children, action }: EmptyProps) => (
  <section className={styles.empty}>
    <span className={styles.icon}>{icon}</span>
    <h2 className={styles.title}>{title}</h2>
    <p className={styles.text}>{children}</p>
    {action}
  </section>
);
