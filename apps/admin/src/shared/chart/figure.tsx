import { type ReactNode, useId, useState } from 'react';
import styles from './chart.module.css';

export interface TwinTable {
  /** The first names a row. */
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartFigureProps {
  title: string;
  /** What is drawn, in numbers. Said in the place of the picture. */
  summary: string;
  /** In the place of the summary while somebody points at something. */
  reading: string | null;
  legend: ReactNode;
  /** What its times are told by. */
  note?: string;
  table: () => TwinTable;
  children: ReactNode;
}

/** A picture of numbers, what it says in words, and the numbers themselves for whoever wants those. */
export function ChartFigure({ title, summary, reading, legend, note, table, children }: ChartFigureProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption id={id} className={styles.title}>
        {title}
      </figcaption>
      {legend}
      {children}
      <p className={styles.reading}>{reading ?? summary}</p>
      <details className={styles.twin} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Show as table</summary>
        {open && <NumberTable caption={title} {...table()} />}
        {open && note && <p className={styles.note}>{note}</p>}
      </details>
    </figure>
  );
}

const NumberTable = ({ caption, headings, rows }: TwinTable & { caption: string }) => (
  <div className={styles.scroll} role="region" aria-label={`${caption}, as a table`} tabIndex={0}>
    <table className={styles.table}>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...values], place) => (
          <tr key={place}>
            <th scope="row">{name}</th>
            {values.map((value, column) => (
              <td key={column}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
