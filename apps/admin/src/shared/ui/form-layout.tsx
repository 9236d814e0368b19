import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './field.module.css';

/** Our own messages are shown beside the fields, so the browser's bubbles are turned off. */
export const Form = (props: Omit<ComponentPropsWithRef<'form'>, 'className' | 'noValidate'>) => (
  <form {...props} noValidate className={styles.form} />
);

export const FieldRow = ({ children }: { children: ReactNode }) => <div className={styles.row}>{children}</div>;

export const FormActions = ({ children }: { children: ReactNode }) => <div className={styles.actions}>{children}</div>;
