import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** What the title belongs to, for the browser's tab: a workspace, say. */
  within?: string | undefined;
  lead?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  headingRef?: RefObject<HTMLHeadingElement | null>;
  children: ReactNode;
}

/** A screen. When the route changes to it, its title becomes the tab's and its heading takes focus. */
export function Page({ title, within, lead, actions, narrow = false, headingRef, children }: PageProps) {
  return (
    <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      <title>{[title, within, 'Latchkey'].filter(Boolean).join(' · ')}</title>
      <div className={styles.head}>
        <div>
          <PageHeading {...(headingRef && { headingRef })}>{title}</PageHeading>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}

export function PageHeading({
  headingRef,
  children,
}: {
  headingRef?: RefObject<HTMLHeadingElement | null>;
  children: string;
}) {
  const ownRef = useRef<HTMLHeadingElement>(null);
  const ref = headingRef ?? ownRef;
  const { key, pathname } = useLocation();
  // Not on the first page: the browser has just announced that one itself.
  const arrived = key !== 'default';
  const arrivedRef = useRef(arrived);
  arrivedRef.current = arrived;
  useEffect(() => {
    if (arrivedRef.current) ref.current?.focus();
  }, [pathname, ref]);
  return (
    <h1 ref={ref} tabIndex={-1} className={styles.heading}>
      {children}
    </h1>
  );
}

interface PanelProps {
  heading?: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function Panel({ heading, aside, children }: PanelProps) {
  return (
    <section className={styles.panel}>
      {heading && (
        <div className={styles.panelHead}>
          <h2 className={styles.panelHeading}>{heading}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
