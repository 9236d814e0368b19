import type { ReactNode } from 'react';
import { Brand } from './brand';
import { PageHeading } from './page';
import styles from './front-page.module.css';

interface FrontPageProps {
  title: string;
  lead?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** A screen in front of the dashboard: nothing to navigate to yet. */
export const FrontPage = ({ title, lead, wide = false, children }: FrontPageProps) => (
  <main className={wide ? `${styles.front} ${styles.wide}` : styles.front}>
    <title>{`${title} · Latchkey`}</title>
    <Brand />
    <div className={styles.intro}>
      <PageHeading>{title}</PageHeading>
      {lead && <p className={styles.lead}>{lead}</p>}
    </div>
    {children}
  </main>
);
