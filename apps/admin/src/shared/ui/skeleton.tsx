import styles from './skeleton.module.css';

export const SkeletonBar = ({ length }: { length: 'short' | 'medium' | 'long' }) => (
  <span aria-hidden className={`${styles.bar} ${styles[length]}`} />
);

/** Stands where a form or a text will be. */
export const SkeletonStack = ({ label }: { label: string }) => (
  <div aria-busy="true" aria-label={label} role="group" className={styles.stack}>
    <SkeletonBar length="long" />
    <SkeletonBar length="medium" />
    <SkeletonBar length="long" />
  </div>
);
