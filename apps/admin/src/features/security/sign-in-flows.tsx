import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef } from 'react';
import { currentUserQuery } from '../../shared/api/current-user';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { RevealDialog } from '../../shared/reveal/reveal-dialog';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { EnrolDialog } from './enrol-dialog';
import { PasswordDialog } from './password-dialog';
import { maskOf, RECOVERY_CODES_FILE, RECOVERY_CODES_REVEAL_WORDS } from './recovery-codes-reveal';
import { RemoveTwoFactorDialog } from './remove-two-factor-dialog';
import { type Enrolment, type RecoveryCodes, renewRecoveryCodes } from './two-factor';

/** What is being done about signing in, in a dialog. */
export type SignInFlow =
  { readonly kind: 'password' | 'enrol' | 'renew' | 'remove' } | { readonly kind: 'reveal'; readonly count: number };

interface SignInFlowsProps {
  flow: SignInFlow;
  enrolmentRef: RefObject<Enrolment | null>;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: Dispatch<SetStateAction<SignInFlow | null>>;
}

export function SignInFlows({ flow, enrolmentRef, fallbackFocus, onFlow }: SignInFlowsProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const codesRef = useRef<OneTimeSecret | null>(null);
  const flowRef = useRef(flow);
  useEffect(() => {
    flowRef.current = flow;
  }, [flow]);

  // Whatever way this goes away, the codes do not stay.
  useEffect(() => () => codesRef.current?.forget(), []);

  const learnAnew = () => void queryClient.invalidateQueries({ queryKey: currentUserQuery.queryKey });
  /** A dialog that closes after it has led on to the reveal closes nothing more. */
  const close = () => {
    enrolmentRef.current?.forget();
    onFlow((current) => (current?.kind === 'reveal' ? current : null));
  };
  const unlessRevealed = () => flowRef.current.kind !== 'reveal' && (fallbackFocus.current ?? true);

  const issued = ({ codes, count }: RecoveryCodes) => {
    codesRef.current = codes;
    enrolmentRef.current?.forget();
    learnAnew();
    onFlow({ kind: 'reveal', count });
  };

  switch (flow.kind) {
    case 'password':
      return <PasswordDialog onClose={close} />;
    case 'enrol':
      return (
        <EnrolDialog
          enrolmentRef={enrolmentRef}
          finalFocus={unlessRevealed}
          onIssued={issued}
          onUncertain={learnAnew}
          onClose={close}
        />
      );
    case 'reveal':
      return (
        <RevealDialog
          words={RECOVERY_CODES_REVEAL_WORDS}
          mask={maskOf(flow.count)}
          file={RECOVERY_CODES_FILE}
          secretRef={codesRef}
          finalFocus={() => fallbackFocus.current ?? true}
          onDone={() => {
            onFlow(null);
            announce('Done. The second factor is on.');
          }}
        />
      );
    case 'renew':
      return (
        <ConfirmDialog
          title="Make new recovery codes?"
          description="You get ten new ones, once. Those that you have now stop working."
          keep="Keep the codes"
          confirm={{ label: 'Make new codes', busy: 'Making…', tone: 'primary' }}
          failed="There are no new codes."
          // Hands over what it was answered, and answers nothing: a mutation would keep it.
          onConfirm={async () => issued(await renewRecoveryCodes())}
          finalFocus={unlessRevealed}
          onClose={close}
        />
      );
    case 'remove':
      return <RemoveTwoFactorDialog finalFocus={unlessRevealed} onRemoved={learnAnew} onClose={close} />;
  }
}
