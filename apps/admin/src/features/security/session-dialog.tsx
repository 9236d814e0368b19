import { useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { browserName } from './browser-name';
import { endOtherSessions, endSession, SESSIONS } from './sessions';

/** What is to end. */
export type SessionFlow = { readonly kind: 'one'; readonly session: SessionView } | { readonly kind: 'others' };

interface SessionDialogProps {
  flow: SessionFlow;
  finalFocus: FinalFocus;
  onEnded: () => void;
  onClose: () => void;
}

export function SessionDialog({ flow, finalFocus, onEnded, onClose }: SessionDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const isOne = flow.kind === 'one';
  const end = async () => {
    await (isOne ? endSession(flow.session) : endOtherSessions());
    announce(isOne ? 'The session is over.' : 'All of your other sessions are over.');
    if (!isOne) onEnded();
    await queryClient.invalidateQueries({ queryKey: SESSIONS });
  };
  return (
    <ConfirmDialog
      title={isOne ? `End the session of ${browserName(flow.session.userAgent)}?` : 'End all other sessions?'}
      description={`Whoever uses ${isOne ? 'it' : 'them'} is signed out with the next request. If that was not you, change your password as well.`}
      keep={isOne ? 'Keep session' : 'Keep sessions'}
      confirm={isOne ? { label: 'End session', busy: 'Ending…' } : { label: 'End all others', busy: 'Ending…' }}
      failed={isOne ? 'The session is still open.' : 'The sessions are still open.'}
      onConfirm={end}
      finalFocus={finalFocus}
      onClose={onClose}
    />
  );
}
