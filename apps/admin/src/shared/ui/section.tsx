import { type ReactNode, type RefObject, useId } from 'react';
import styles from './section.module.css';

interface SectionProps {
  heading: string;
  /** For focus to go back to. */
  headingRef?: RefObject<HTMLHeadingElement | null>;
  /** What it is about, or what is left out. */
  lead?: ReactNode | undefined;
  aside?: ReactNode;
  children?: ReactNode;
}

/** A part of a screen that brings its own frame, such as a list. */
export function Section({ heading, headingRef, lead, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <div>
          <h2 id={id} className={styles.heading} {...(headingRef && { ref: headingRef, tabIndex: -1 })}>
            {heading}
          </h2>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
