import { type ReactNode, type RefObject, useId } from 'react';
import styles from './section.module.css';

interface SectionProps {
  heading: string;
  /** For focus to go back to. */
  headingRef?: RefObject<HTMLHeadingElement | null>;
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a screen whose contents have frames of their own: a list, say. */
export function Section({ heading, headingRef, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.heading} {...(headingRef && { ref: headingRef, tabIndex: -1 })}>
          {heading}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
