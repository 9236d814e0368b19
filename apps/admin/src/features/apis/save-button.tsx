import type { FormState, FieldValues } from 'react-hook-form';
import { Button } from '../../shared/ui/button';

/** Waits until there is something to save. */
export const SaveButton = <Values extends FieldValues>({
  label,
  formState: { isDirty, isSubmitting },
}: {
  label: string;
  formState: FormState<Values>;
}) => (
  <Button type="submit" tone="primary" busy={isSubmitting || !isDirty}>
    {isSubmitting ? 'Saving…' : label}
  </Button>
);
