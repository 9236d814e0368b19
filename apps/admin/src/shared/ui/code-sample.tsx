import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';
import styles from './code-sample.module.css';

interface CodeSampleProps {
  /** What it is, for those who hear it: “Example in Node”. */
  label: string;
  copyLabel: string;
  code: string;
  /** What to know before it is run, and what comes of it. */
  children?: ReactNode;
}

/** Text to be run elsewhere, as it stands. Never with a secret in it. */
export const CodeSample = ({ label, copyLabel, code, children }: CodeSampleProps) => (
  <>
    <pre className={styles.code} aria-label={label} role="group">
      {code}
    </pre>
    <div className={styles.foot}>
      <p className={styles.note}>{children}</p>
      <CopyButton label={copyLabel} text={code} />
    </div>
  </>
);
