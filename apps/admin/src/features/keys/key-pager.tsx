import { Button } from '../../shared/ui/button';
import styles from './key-list.module.css';

interface KeyPagerProps {
  older: (() => void) | undefined;
  newer: (() => void) | undefined;
}

/** Both buttons stay where they are, so that pressing one again and again does not need looking. */
export function KeyPager({ older, newer }: KeyPagerProps) {
  if (!older && !newer) return null;
  return (
    <nav className={styles.pager} aria-label="Pages of keys">
      <Button busy={!newer} onClick={newer}>
        Newer
      </Button>
      <Button busy={!older} onClick={older}>
        Older
      </Button>
    </nav>
  );
}
