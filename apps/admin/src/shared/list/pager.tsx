import { Button } from '../ui/button';
import styles from './record-list.module.css';

interface PagerProps {
  /** “Pages of keys”. */
  label: string;
  /** `undefined`: there are none that way. */
  older: (() => void) | undefined;
  newer: (() => void) | undefined;
}

/** Both buttons stay where they are, so that pressing one again and again does not need looking. */
export function Pager({ label, older, newer }: PagerProps) {
  if (!older && !newer) return null;
  return (
    <nav className={styles.pager} aria-label={label}>
      <Button busy={!newer} onClick={newer}>
        Newer
      </Button>
      <Button busy={!older} onClick={older}>
        Older
      </Button>
    </nav>
  );
}
