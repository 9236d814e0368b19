import { type RefObject, useLayoutEffect } from 'react';
import { VisuallyHidden } from '../ui/visually-hidden';
import type { OneTimeSecret } from './one-time-secret';
import styles from './reveal.module.css';

interface SecretTextProps {
  textRef: RefObject<HTMLElement | null>;
  secretRef: RefObject<OneTimeSecret | null>;
  caption: string;
  /** Both of its ends may be displayed at any time. */
  mask: string;
  shown: boolean;
}

/**
 * The secret is written into the element by hand, and only while it is shown: as a child or a property it would live
 * on in React's own memory of the page.
 */
export function SecretText({ textRef, secretRef, caption, mask, shown }: SecretTextProps) {
  useLayoutEffect(() => {
    const element = textRef.current;
    if (element === null) return;
    element.textContent = shown ? (secretRef.current?.read() ?? '') : mask;
    return () => {
      element.textContent = '';
    };
  }, [mask, secretRef, shown, textRef]);

  return (
    <div className={styles.secret}>
      <span className={styles.caption}>
        {caption}
        <VisuallyHidden>{shown ? ', shown' : ', hidden'}</VisuallyHidden>
      </span>
      <code ref={textRef} className={styles.text} data-testid="secret" />
    </div>
  );
}
