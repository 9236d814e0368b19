import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { ApiView, UpdateApiRequest } from '../../shared/api/model';
import { useAnnounce } from '../../shared/ui/live-region';
import { noteApi, updateApi } from './change-api';

interface Saving<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  apiId: string;
  bodyOf: (values: Values) => UpdateApiRequest;
  valuesOf: (record: ApiView) => Values;
  /** The server's names of the fields, and ours. */
  fields: Readonly<Record<string, Path<Values>>>;
}

/** Each part of an API is a form of its own, and is saved without the others. */
export function useSaveApi<Values extends FieldValues>({ form, apiId, bodyOf, valuesOf, fields }: Saving<Values>) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const save = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      const record = await updateApi(apiId, bodyOf(values));
      noteApi(queryClient, record);
      form.reset(valuesOf(record));
      announce('Saved.');
    } catch (error) {
      if (!showFieldErrors(error, fields, form.setError)) setFailure(error);
    }
  });
  return { failure, save };
}
