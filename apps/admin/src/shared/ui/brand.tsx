import { KeyRound } from 'lucide-react';
import styles from './brand.module.css';

export const Brand = () => (
  <span className={styles.brand}>
    <span className={styles.mark}>
      <KeyRound size={16} aria-hidden />
    </span>
    Latchkey
  </span>
);
