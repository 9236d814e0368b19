import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { WORKSPACE_ROLES, type WorkspaceRole } from '@latchkey/vocabulary';
import { currentUserQuery } from '../../shared/api/current-user';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { MemberView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { changeRole } from './change-team';
import type { TeamRights } from './member-rights';
import { ROLE_WORDS, roleChoices } from '../../shared/access/role-words';

interface RoleDialogProps {
  workspaceId: string;
  member: MemberView;
  rights: TeamRights;
  finalFocus: FinalFocus;
  onChanged: () => void;
  onClose: () => void;
}

/** In the table of roles the most come first. */
const isLess = (role: WorkspaceRole, than: WorkspaceRole): boolean =>
  WORKSPACE_ROLES.indexOf(role) > WORKSPACE_ROLES.indexOf(than);

export function RoleDialog({ workspaceId, member, rights, finalFocus, onChanged, onClose }: RoleDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const { control, register, handleSubmit, setError, formState } = useForm({ defaultValues: { role: member.role } });
  const { errors, isSubmitting, isDirty } = formState;
  const chosen = useWatch({ control, name: 'role' });
  const isSelf = member.userId === rights.selfId;

  const save = async ({ role }: { role: WorkspaceRole }) => {
    setFailure(null);
    try {
      await changeRole(workspaceId, member, role);
      onChanged();
      if (isSelf) void queryClient.invalidateQueries({ queryKey: currentUserQuery.queryKey });
      announce(`${member.name} has the role ${ROLE_WORDS[role].title} now.`);
      onClose();
    } catch (error) {
      if (!showFieldErrors(error, { role: 'role' }, setError)) setFailure(error);
    }
  };

  return (
    <FormDialog
      open
      title={isSelf ? 'Change your role' : `Change the role of ${member.name}`}
      description="In force for their next request, and for every key that inherits from them."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <Form onSubmit={(event) => void handleSubmit(save)(event)} aria-label="Role">
        {failure !== null && <ErrorNotice error={failure} title="The role was not changed." />}
        <ChoiceGroup
          legend="Role"
          choices={roleChoices(rights.mayMakeOwners)}
          error={errors.role?.message}
          registration={register('role')}
        />
        {isSelf && isLess(chosen, member.role) && (
          <Notice tone="warning">You give something up. Somebody else has to give it back to you.</Notice>
        )}
        <FormActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={isSubmitting || !isDirty}>
            {isSubmitting ? 'Saving…' : 'Save'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}
