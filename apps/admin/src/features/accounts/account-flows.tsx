import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import type { AccountView } from '../../shared/api/model';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { RevealDialog } from '../../shared/reveal/reveal-dialog';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { actionsIdOf, type AccountAction } from './account-actions';
import { letAccountLeave, makeResetLink, noteAccounts, takeOffTwoFactor } from './change-account';
import { CreateAccountDialog } from './create-account-dialog';
import { LINK_FILE, LINK_MASK, linkWords } from './link-words';
import { RoleDialog } from './role-dialog';

/** What is being done, in a dialog. */
export type AccountFlow =
  | { readonly kind: 'create' }
  | { readonly kind: 'reveal'; readonly account: AccountView; readonly expiresAt: string }
  | { readonly kind: AccountAction; readonly account: AccountView };

interface AccountFlowsProps {
  flow: AccountFlow;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: (flow: AccountFlow | null) => void;
}

export function AccountFlows({ flow, fallbackFocus, onFlow }: AccountFlowsProps) {
  const announce = useAnnounce();
  const fresh = useFreshSignIn();
  const queryClient = useQueryClient();
  const secretRef = useRef<OneTimeSecret | null>(null);
  // Whatever way this goes away, the link does not stay.
  useEffect(() => () => secretRef.current?.forget(), []);

  const close = () => onFlow(null);
  const settled = (said: string) => {
    noteAccounts(queryClient);
    announce(said);
    close();
  };
  const backTo =
    ({ id }: AccountView) =>
    () =>
      document.getElementById(actionsIdOf(id)) ?? fallbackFocus.current;

  switch (flow.kind) {
    case 'create':
      return <CreateAccountDialog onCreated={({ name }) => settled(`${name} has an account.`)} onClose={close} />;
    case 'role':
      return (
        <RoleDialog
          account={flow.account}
          finalFocus={backTo(flow.account)}
          onChanged={({ name }) => settled(`The role of ${name} is changed.`)}
          onClose={close}
        />
      );
    case 'link':
      return (
        <ConfirmDialog
          title={`Make a password link for ${flow.account.name}?`}
          description={`Whoever has it chooses the password of ${flow.account.email}. It works once, within an hour. A second factor stays.`}
          keep="No link"
          confirm={{ label: 'Make the link', busy: 'Making…', tone: 'primary' }}
          failed="There is no link."
          finalFocus={() => (secretRef.current === null ? backTo(flow.account)() : false)}
          onConfirm={async () => {
            const { secret, expiresAt } = await fresh(() => makeResetLink(flow.account.id));
            secretRef.current = secret;
            onFlow({ kind: 'reveal', account: flow.account, expiresAt });
          }}
          onClose={() => secretRef.current === null && close()}
        />
      );
    case 'reveal':
      return (
        <RevealDialog
          words={linkWords(flow.account, flow.expiresAt)}
          mask={LINK_MASK}
          file={LINK_FILE}
          secretRef={secretRef}
          finalFocus={backTo(flow.account)}
          onDone={close}
        />
      );
    case 'two-factor':
      return (
        <ConfirmDialog
          title={`Take off the second factor of ${flow.account.name}?`}
          description="From then on the password alone signs them in, until they set a new one up. Make sure that it is them who asked."
          keep="Leave it"
          confirm={{ label: 'Take it off', busy: 'Taking off…' }}
          failed="The second factor was not taken off."
          finalFocus={backTo(flow.account)}
          onConfirm={async () => {
            await fresh(() => takeOffTwoFactor(flow.account.id));
            announce(`The second factor of ${flow.account.name} is taken off.`);
          }}
          onClose={close}
        />
      );
    case 'leave':
      return (
        <ConfirmDialog
          title={`Has ${flow.account.name} left?`}
          description="They are signed out at once and cannot sign in again. That cannot be undone. The API’s policies say what becomes of their keys."
          keep="They stay"
          confirm={{ label: 'They have left', busy: 'Signing them out…' }}
          failed="The account is as it was."
          finalFocus={backTo(flow.account)}
          onConfirm={async () => {
            await fresh(() => letAccountLeave(flow.account.id));
            noteAccounts(queryClient);
            announce(`${flow.account.name} has left.`);
          }}
          onClose={close}
        />
      );
  }
}
