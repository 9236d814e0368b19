import type { ReactNode } from 'react';
import styles from './chart.module.css';

interface LegendEntry {
  readonly label: string;
  readonly value?: string;
  readonly swatch: ReactNode;
}

export const Legend = ({ entries }: { entries: readonly LegendEntry[] }) => (
  <ul className={styles.legend}>
    {entries.map(({ label, value, swatch }) => (
      <li key={label}>
        <svg className={styles.swatch} viewBox="0 0 18 12" aria-hidden>
          {swatch}
        </svg>
        <span>
          {label} {value !== undefined && <strong>{value}</strong>}
        </span>
      </li>
    ))}
  </ul>
);
