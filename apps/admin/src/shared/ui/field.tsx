import { CircleAlert } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import styles from './field.module.css';

interface FieldText {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
}

interface ControlIds {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby'?: string | undefined;
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className={styles.error}>
      <CircleAlert size={14} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** Label, control, hint and error, tied together for those who cannot see that they stand together. */
function Field({ label, hint, error, optional, control }: FieldText & { control: (ids: ControlIds) => ReactNode }) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label} {optional && <span className={styles.optional}>(optional)</span>}
      </label>
      {control({ id, 'aria-invalid': error !== undefined, 'aria-describedby': described || undefined })}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

const text = ({ label, hint, error, optional }: FieldText): FieldText => ({
  label,
  hint,
  error,
  ...(optional && { optional }),
});

function controlProps<T extends FieldText>({ label: _l, hint: _h, error: _e, optional: _o, ...rest }: T) {
  return rest;
}

type Controlled<Tag extends 'input' | 'select' | 'textarea'> = FieldText &
  Omit<ComponentPropsWithRef<Tag>, 'className'>;

export const TextField = (props: Controlled<'input'>) => (
  <Field {...text(props)} control={(ids) => <input {...controlProps(props)} {...ids} className={styles.control} />} />
);

export const SelectField = (props: Controlled<'select'>) => (
  <Field {...text(props)} control={(ids) => <select {...controlProps(props)} {...ids} className={styles.control} />} />
);

export const TextArea = (props: Controlled<'textarea'>) => (
  <Field
    {...text(props)}
    control={(ids) => <textarea rows={3} {...controlProps(props)} {...ids} className={styles.control} />}
  />
);

export function Checkbox({
  label,
  ...input
}: { label: ReactNode } & Omit<ComponentPropsWithRef<'input'>, 'className'>) {
  return (
    <label className={styles.check}>
      <input type="checkbox" {...input} />
      <span>{label}</span>
    </label>
  );
}
