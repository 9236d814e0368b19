import { type ReactNode, useId } from 'react';
import styles from './chart.module.css';
import { type Paint, PAINTS } from './paints';

const SIZE = 6;

const MARKS: Readonly<Record<Paint, ReactNode>> = {
  plain: <path d="M0 0h6v6h-6z" />,
  stripes: <path d="M-1 1l2-2M0 6l6-6M5 7l2-2" />,
  dots: <path d="M1 1h2v2h-2zM4 4h2v2h-2z" />,
  lines: <path d="M0 1.5h6M0 4.5h6" />,
  checks: <path d="M0 0l6 6M0 6l6-6" />,
  bare: null,
};

/** Names in this page for what fills the parts of one chart. */
export function usePatterns(): { fill: (paint: Paint) => string; definitions: ReactNode } {
  const id = useId();
  return {
    fill: (paint) => `url(#${id}${paint})`,
    definitions: (
      <defs>
        {PAINTS.map((paint) => (
          <pattern
            key={paint}
            id={id + paint}
            className={`${styles.pattern} ${styles[paint] ?? ''}`}
            width={SIZE}
            height={SIZE}
            patternUnits="userSpaceOnUse"
          >
            <path d="M0 0h6v6h-6z" className={styles.ground} />
            {MARKS[paint]}
          </pattern>
        ))}
      </defs>
    ),
  };
}
