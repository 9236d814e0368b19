import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';
import styles from './code-sample.module.css';

interface CodeSampleProps {
  /** What it is, for those who hear it: “Example in Node”. */
  label: string;
  copyLabel: string;
  code: string;
  /** Lines stay lines, and are scrolled where there is no room: a wrapped program is hard to read. */
  program?: boolean;
  /** What to know before it is run, and what comes of it. */
  children?: ReactNode;
}

/** Text to be run elsewhere, as it stands. Never with a secret in it. */
export const CodeSample = ({ label, copyLabel, code, program = false, children }: CodeSampleProps) => (
  <>
    <pre
      className={program ? `${styles.code} ${styles.program}` : styles.code}
      aria-label={label}
      role="group"
      {...(program && { tabIndex: 0 })}
    >
      {code}
    </pre>
    <div className={styles.foot}>
      <p className={styles.note}>{children}</p>
      <CopyButton label={copyLabel} text={code} />
    </div>
  </>
);
