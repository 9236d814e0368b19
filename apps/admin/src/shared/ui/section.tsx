import type { ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  heading: string;
  /** What it is about, or what is left out. */
  lead?: ReactNode | undefined;
  aside?: ReactNode;
  children?: ReactNode;
}

/** A part of a screen that brings its own frame, such as a list. */
export const Section = ({ heading, lead, aside, children }: SectionProps) => (
  <section className={styles.section}>
    <div className={styles.head}>
      <div>
        <h2 className={styles.heading}>{heading}</h2>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {aside}
    </div>
    {children}
  </section>
);
