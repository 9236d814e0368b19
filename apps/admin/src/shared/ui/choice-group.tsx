import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { FieldError } from './field';
import styles from './field.module.css';

export interface Choice {
  value: string;
  title: string;
  explanation?: string;
  disabled?: boolean;
}

interface ChoiceGroupProps {
  legend: string;
  choices: readonly Choice[];
  /** Side by side where there is room. */
  columns?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  registration: Omit<ComponentPropsWithRef<'input'>, 'className' | 'type'>;
}

/** Native radio buttons, each with room for a sentence on what choosing it means. */
export function ChoiceGroup({ legend, choices, columns = false, hint, error, registration }: ChoiceGroupProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <fieldset className={styles.field} aria-describedby={described || undefined}>
      <legend className={styles.label}>{legend}</legend>
      <div className={columns ? `${styles.choices} ${styles.columns}` : styles.choices}>
        {choices.map(({ value, title, explanation, disabled }) => (
          <label key={value} className={styles.choice}>
            <input {...registration} type="radio" value={value} disabled={disabled} />
            <span>
              <strong>{title}</strong>
              {explanation && <small>{explanation}</small>}
            </span>
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
