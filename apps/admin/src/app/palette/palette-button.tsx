import { Search } from 'lucide-react';
import { buttonClass } from '../../shared/ui/button';
import styles from './palette-button.module.css';
import { useOpenPalette } from './palette-host';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** For those who do not know the keys, and those who have none. */
export function PaletteButton() {
  const open = useOpenPalette();
  return (
    <button
      type="button"
      className={styles.button}
      aria-keyshortcuts={APPLE ? 'Meta+K' : 'Control+K'}
      aria-haspopup="dialog"
      onClick={open}
    >
      <Search size={16} aria-hidden />
      Go to…
      <kbd className={styles.keys} aria-hidden>
        {APPLE ? '⌘ K' : 'Ctrl K'}
      </kbd>
    </button>
  );
}

/** Where there is room for a sign only. */
export function PaletteIconButton() {
  const open = useOpenPalette();
  return (
    <button
      type="button"
      className={buttonClass({ tone: 'quiet', icon: true })}
      aria-label="Go to…"
      aria-haspopup="dialog"
      onClick={open}
    >
      <Search size={20} aria-hidden />
    </button>
  );
}
