import { failureOf } from '../../shared/api/failure';

/** Whether a secret may have been made that nobody has seen. */
export const mayHaveHappened = (error: unknown): boolean => failureOf(error).consequence !== 'Nothing was changed.';
