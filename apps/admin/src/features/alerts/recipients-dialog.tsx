import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { AlertRulesView } from '../../shared/api/model';
import { showFieldErrors } from '../../shared/api/field-errors';
import { everyMemberQuery } from '../../shared/records/members';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Checkbox } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { SkeletonStack } from '../../shared/ui/skeleton';
import styles from './alert-rules.module.css';
import { updateAlertRules } from './change-rules';

interface RecipientsDialogProps {
  workspaceId: string;
  rules: AlertRulesView;
  onChanged: (rules: AlertRulesView) => void;
  onClose: () => void;
}

interface RecipientValues {
  who: 'owners' | 'chosen';
  mailTo: string[];
}

const CHOICES = [
  { value: 'owners', title: 'The owners', explanation: 'Whoever that is at the time.' },
  { value: 'chosen', title: 'These members', explanation: 'Until they are changed here.' },
] as const;

export function RecipientsDialog({ workspaceId, rules, onChanged, onClose }: RecipientsDialogProps) {
  const members = useQuery(everyMemberQuery(workspaceId));
  const [failure, setFailure] = useState<unknown>(null);
  const { register, control, handleSubmit, setError, formState } = useForm<RecipientValues>({
    defaultValues: { who: rules.mailTo === null ? 'owners' : 'chosen', mailTo: rules.mailTo ?? [] },
  });
  const who = useWatch({ control, name: 'who' });

  const save = async ({ who, mailTo }: RecipientValues) => {
    setFailure(null);
    try {
      onChanged(await updateAlertRules(workspaceId, { mailTo: who === 'owners' ? null : mailTo }));
      onClose();
    } catch (error) {
      if (!showFieldErrors(error, { mailTo: 'who' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog open title="Who is written to" description="By rules that tell by mail." onClose={onClose}>
      <Form onSubmit={(event) => void handleSubmit(save)(event)} aria-label="Who is written to">
        {failure !== null && <ErrorNotice error={failure} title="Nothing was changed." />}
        {members.isError && (
          <ErrorNotice
            error={members.error}
            title="The members could not be loaded."
            consequence="Nothing was changed."
            onRetry={() => void members.refetch()}
          />
        )}
        <ChoiceGroup
          legend="Mail goes to"
          columns
          choices={CHOICES}
          error={formState.errors.who?.message}
          registration={register('who', {
            validate: (chosen, { mailTo }) => chosen === 'owners' || mailTo.length > 0 || 'Tick at least one member.',
          })}
        />
        {who === 'chosen' &&
          (members.data ? (
            <fieldset className={styles.checks} aria-label="Members">
              {members.data.map(({ userId, name, email }) => (
                <Checkbox
                  key={userId}
                  value={userId}
                  label={
                    <>
                      <bdi>{name}</bdi> <span className={styles.muted}>{email}</span>
                    </>
                  }
                  {...register('mailTo')}
                />
              ))}
            </fieldset>
          ) : (
            members.isPending && <SkeletonStack label="Loading the members" />
          ))}
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
