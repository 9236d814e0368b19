import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { failureOf } from './failure';

/**
 * Puts the fields that the server found fault with on the form's own fields; `names` maps theirs to ours, by their whole
 * path or by its beginning.
 * Answers whether every fault found its field, so that nothing is left to say above the form.
 */
export function showFieldErrors<Values extends FieldValues>(
  error: unknown,
  names: Readonly<Record<string, Path<Values>>>,
  setError: UseFormSetError<Values>,
): boolean {
  const { fields } = failureOf(error);
  let placed = 0;
  for (const { field, message } of fields) {
    const name = names[field] ?? names[field.split(/[.[]/, 1)[0] ?? ''];
    if (name === undefined) continue;
    setError(name, { type: 'server', message: sentence(message) }, { shouldFocus: placed === 0 });
    placed++;
  }
  return fields.length > 0 && placed === fields.length;
}

const sentence = (text: string): string => {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};
