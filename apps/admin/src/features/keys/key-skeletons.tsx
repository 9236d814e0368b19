import { SkeletonBar } from '../../shared/ui/skeleton';
import styles from './key-list.module.css';

const PLACES = [1, 2, 3] as const;
const COLUMNS_AFTER_THE_NAME = ['kind', 'scopes', 'state', 'last used', 'expires', 'actions'] as const;

const SkeletonName = () => (
  <span className={styles.skeleton}>
    <SkeletonBar length="long" />
    <SkeletonBar length="medium" />
  </span>
);

export const SkeletonRows = () =>
  PLACES.map((place) => (
    <tr key={place} aria-hidden>
      <td>
        <SkeletonName />
      </td>
      {COLUMNS_AFTER_THE_NAME.map((column) => (
        <td key={column}>{column !== 'actions' && <SkeletonBar length="short" />}</td>
      ))}
    </tr>
  ));

export const SkeletonCards = () =>
  PLACES.map((place) => (
    <li key={place} className={styles.card} aria-hidden>
      <SkeletonName />
      <SkeletonBar length="short" />
    </li>
  ));
