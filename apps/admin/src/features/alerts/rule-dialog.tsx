import { ALERT_CHANNELS, type AlertKind } from '@latchkey/vocabulary';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { AlertRulesView } from '../../shared/api/model';
import { showFieldErrors } from '../../shared/api/field-errors';
import { serverNowMs } from '../../shared/api/server-clock';
import { absoluteMoment } from '../../shared/format/moment';
import { Button } from '../../shared/ui/button';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Checkbox, SelectField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { KIND_WORDS } from './alert-words';
import styles from './alert-rules.module.css';
import { updateAlertRules } from './change-rules';
import { fieldNamesOf, RuleFields } from './rule-fields';
import { requestOf, type RuleValues, valuesOf } from './rule-form';

interface RuleDialogProps {
  workspaceId: string;
  kind: AlertKind;
  rules: AlertRulesView;
  onChanged: (rules: AlertRulesView) => void;
  onClose: () => void;
}

const CHANNEL_TITLES = { webhook: 'Webhook', mail: 'Mail, where the server has mail set up' } as const;

export function RuleDialog({ workspaceId, kind, rules, onChanged, onClose }: RuleDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const form = useForm<RuleValues>({ defaultValues: valuesOf(kind, rules.rules, serverNowMs()) });
  const { register, handleSubmit, setError, formState } = form;
  const { silencedUntil } = rules.rules[kind];
  const mayKeep = formState.defaultValues?.silence === 'keep' && silencedUntil !== null;

  const save = async (values: RuleValues) => {
    setFailure(null);
    try {
      onChanged(await updateAlertRules(workspaceId, requestOf(kind, values, serverNowMs())));
      onClose();
    } catch (error) {
      if (!showFieldErrors(error, fieldNamesOf(kind), setError)) setFailure(error);
    }
  };

  return (
    <FormDialog open title={KIND_WORDS[kind].title} description={KIND_WORDS[kind].explanation} onClose={onClose}>
      <Form onSubmit={(event) => void handleSubmit(save)(event)} aria-label={KIND_WORDS[kind].title}>
        {failure !== null && <ErrorNotice error={failure} title="The rule was not changed." />}
        <Checkbox label="Look for this" {...register('enabled')} />
        <RuleFields kind={kind} form={form} />
        <fieldset className={styles.checks}>
          <legend>Told by, beside the list</legend>
          {ALERT_CHANNELS.map((channel) => (
            <Checkbox key={channel} value={channel} label={CHANNEL_TITLES[channel]} {...register('channels')} />
          ))}
        </fieldset>
        <SelectField
          label="Silence"
          hint="What is found meanwhile is recorded, and told nowhere."
          error={formState.errors.silence?.message}
          {...register('silence')}
        >
          <option value="none">Not silenced</option>
          {mayKeep && <option value="keep">Until {absoluteMoment(Date.parse(silencedUntil))}</option>}
          <option value="1">For a day from now</option>
          <option value="7">For a week from now</option>
          <option value="30">For 30 days from now</option>
        </SelectField>
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={formState.isSubmitting}>
            {formState.isSubmitting ? 'Saving…' : 'Save'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
