import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { WorkspaceView } from '../../shared/api/model';
import { refuseWholeKey } from '../../shared/reveal/paste-guard';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { changeAllowlist } from './allowlist';
import { rangeHolds, shutsOut } from './ip-range';

const RANGE_LENGTH_MAX = 50;

interface AddRangeDialogProps {
  workspace: WorkspaceView;
  address: string | null;
  finalFocus: FinalFocus;
  onClose: () => void;
}

export function AddRangeDialog({ workspace, address, finalFocus, onClose }: AddRangeDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  /** The range that was pressed for once already, and would shut the person out who pressed. */
  const [warnedOf, setWarnedOf] = useState<string | null>(null);
  const { register, handleSubmit, setError, setFocus, setValue, formState } = useForm({ defaultValues: { range: '' } });
  const { errors, isSubmitting } = formState;

  const add = async (values: { range: string }) => {
    const range = values.range.trim();
    setFailure(null);
    if (address !== null && warnedOf !== range && shutsOut([...workspace.ipAllowlist, range], address))
      return setWarnedOf(range);
    try {
      await changeAllowlist(queryClient, workspace.id, (ranges) => [...ranges, range]);
      announce(`${range} is in the list.`);
      onClose();
    } catch (error) {
      setWarnedOf(null);
      if (!showFieldErrors(error, { ipAllowlist: 'range' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title="Add a range"
      description={
        workspace.ipAllowlist.length === 0
          ? `With the first one, keys of ${workspace.name} are refused from everywhere else, from their next request.`
          : `Keys of ${workspace.name} work from there too, from their next request.`
      }
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(add)(event)} aria-label="Range">
        {failure !== null && <ErrorNotice error={failure} title="The range was not added." />}
        <TextField
          label="Address or range"
          hint="One address, or a network in CIDR notation: 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32."
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={RANGE_LENGTH_MAX}
          required
          error={errors.range?.message}
          {...register('range', {
            onChange: () => setWarnedOf(null),
            validate: {
              given: (text) => text.trim() !== '' || 'Enter an address or a range.',
              secret: refuseWholeKey,
              isNew: (text) => !workspace.ipAllowlist.includes(text.trim()) || 'It is in the list already.',
            },
          })}
        />
        {warnedOf !== null && (
          <Notice alert tone="warning" title="Your own address would not be in the list">
            <p>
              You are at <code>{address}</code>. Programs that call from there are refused from their next request. The
              dashboard stays open to you.
            </p>
          </Notice>
        )}
        <FormActions>
          {address !== null && !workspace.ipAllowlist.some((range) => rangeHolds(range, address)) && (
            <Button
              tone="quiet"
              onClick={() => {
                setWarnedOf(null);
                setValue('range', address, { shouldValidate: true });
                setFocus('range');
              }}
            >
              Fill in {address}
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone={warnedOf === null ? 'primary' : 'danger'} busy={isSubmitting}>
            {isSubmitting ? 'Adding…' : warnedOf === null ? 'Add range' : 'Add it all the same'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
