import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

export type NoticeTone = 'info' | 'danger' | 'warning' | 'success';

const ICONS = { info: Info, danger: CircleAlert, warning: TriangleAlert, success: CircleCheck } as const;

interface NoticeProps {
  tone?: NoticeTone;
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out at once. For what went wrong; all else goes through the live region or is just there. */
  alert?: boolean;
}

export function Notice({ tone = 'info', title, children, actions, alert = false }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={`${styles.notice} ${styles[tone] ?? ''}`} role={alert ? 'alert' : undefined}>
      <Icon size={18} aria-hidden />
      <div className={styles.body}>
        {title && <strong>{title}</strong>}
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}

export const FinePrint = ({ children }: { children: ReactNode }) => <p className={styles.fine}>{children}</p>;
