import type { ReactNode } from 'react';
import { SkeletonBar } from '../ui/skeleton';
import { useMedia } from '../ui/use-media';
import { VisuallyHidden } from '../ui/visually-hidden';
import styles from './record-list.module.css';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  /** On a card it has a line to itself: more than a word or two. */
  readonly long?: boolean;
}

export interface RecordListProps<Row> {
  /** What is listed and in what order: “API keys, newest first”. */
  caption: string;
  /** `null`: on their way for the first time. */
  rows: readonly Row[] | null;
  idOf: (row: Row) => string;
  /** What a row is called by: its own column in the table, the heading of its card. */
  name: Column<Row>;
  columns: readonly Column<Row>[];
  /** At the end of a row, at the top of a card. */
  actions?: (row: Row) => ReactNode;
  /** Rows of an earlier answer while a new one is on its way. */
  busy?: boolean;
}

/** A table where there is room for one, and cards where there is not. */
export function RecordList<Row>(props: RecordListProps<Row>) {
  const wide = useMedia('(min-width: 48rem)');
  return wide ? <RecordTable {...props} /> : <RecordCards {...props} />;
}

const SKELETONS = [1, 2, 3] as const;

const SkeletonName = () => (
  <span className={styles.skeleton}>
    <SkeletonBar length="long" />
    <SkeletonBar length="medium" />
  </span>
);

function RecordTable<Row>({ caption, rows, idOf, name, columns, actions, busy = false }: RecordListProps<Row>) {
  return (
    <div className={styles.frame} aria-busy={busy || rows === null}>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{name.heading}</th>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
            {actions && (
              <th scope="col" className={styles.actions}>
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows === null
            ? SKELETONS.map((place) => (
                <tr key={place} aria-hidden>
                  <td>
                    <SkeletonName />
                  </td>
                  {columns.map(({ heading }) => (
                    <td key={heading}>
                      <SkeletonBar length="short" />
                    </td>
                  ))}
                  {actions && <td />}
                </tr>
              ))
            : rows.map((row) => (
                <tr key={idOf(row)}>
                  <th scope="row">{name.cell(row)}</th>
                  {columns.map(({ heading, cell }) => (
                    <td key={heading}>{cell(row)}</td>
                  ))}
                  {actions && <td className={styles.actions}>{actions(row)}</td>}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

function RecordCards<Row>({ caption, rows, idOf, name, columns, actions, busy = false }: RecordListProps<Row>) {
  return (
    <ul className={styles.cards} aria-busy={busy || rows === null} aria-label={caption}>
      {rows === null
        ? SKELETONS.map((place) => (
            <li key={place} className={styles.card} aria-hidden>
              <SkeletonName />
              <SkeletonBar length="short" />
            </li>
          ))
        : rows.map((row) => (
            <li key={idOf(row)} className={styles.card}>
              <div className={styles.cardHead}>
                <h2 className={styles.cardTitle}>{name.cell(row)}</h2>
                {actions?.(row)}
              </div>
              <dl className={styles.facts}>
                {columns.map(({ heading, cell, long }) => (
                  <div key={heading} className={long ? styles.long : undefined}>
                    <dt>{heading}</dt>
                    <dd>{cell(row)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
    </ul>
  );
}
