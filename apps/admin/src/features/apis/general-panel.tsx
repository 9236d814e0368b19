import { NAME_LENGTH_MAX } from '@latchkey/vocabulary';
import { useForm } from 'react-hook-form';
import type { ApiView } from '../../shared/api/model';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextArea, TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Panel } from '../../shared/ui/page';
import { hostnamesOf, hostnamesText } from './hostnames';
import { SaveButton } from './save-button';
import { useSaveApi } from './use-save-api';

interface GeneralValues {
  name: string;
  hostnames: string;
}

const valuesOf = ({ name, hostnames }: ApiView): GeneralValues => ({ name, hostnames: hostnamesText(hostnames) });

export function GeneralPanel({ record }: { record: ApiView }) {
  const form = useForm<GeneralValues>({ defaultValues: valuesOf(record) });
  const { errors } = form.formState;
  const { failure, save } = useSaveApi({
    form,
    apiId: record.id,
    bodyOf: ({ name, hostnames }) => ({ name: name.trim(), hostnames: hostnamesOf(hostnames) }),
    valuesOf,
    fields: { name: 'name', hostnames: 'hostnames' },
  });
  return (
    <Panel heading="Name and host names">
      <Form onSubmit={(event) => void save(event)} aria-label="Name and host names">
        {failure !== null && <ErrorNotice error={failure} title="The API was not changed." />}
        <TextField
          label="Name"
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          required
          error={errors.name?.message}
          {...form.register('name', { validate: (text) => text.trim() !== '' || 'Name the API.' })}
        />
        <TextArea
          label="Host names"
          hint="One a line, without https://. Requests to a host name that no API has are the first API’s."
          rows={3}
          autoCapitalize="none"
          spellCheck={false}
          error={errors.hostnames?.message}
          {...form.register('hostnames')}
        />
        <FormActions>
          <SaveButton label="Save" formState={form.formState} />
        </FormActions>
      </Form>
    </Panel>
  );
}
