import type { ComponentPropsWithRef } from 'react';
import styles from './button.module.css';

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'quiet';

interface ButtonStyle {
  tone?: ButtonTone;
  /** Square, for a lone icon: give it an `aria-label`. */
  icon?: boolean;
  wide?: boolean;
}

export function buttonClass({ tone = 'plain', icon = false, wide = false }: ButtonStyle = {}): string {
  return [styles.button, tone !== 'plain' && styles[tone], icon && styles.icon, wide && styles.wide]
    .filter(Boolean)
    .join(' ');
}

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'className'> &
  ButtonStyle & {
    /** Something is under way: the button stays focusable and ignores presses. */
    busy?: boolean;
  };

export function Button({ tone, icon, wide, busy = false, onClick, type = 'button', ...rest }: ButtonProps) {
  const style: ButtonStyle = { ...(tone && { tone }), ...(icon && { icon }), ...(wide && { wide }) };
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass(style)}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    />
  );
}
