import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef } from 'react';
import type { SessionView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { browserName } from './browser-name';
import { endOtherSessions, endSession, SESSIONS } from './sessions';

/** What is to end. */
export type SessionFlow = { readonly kind: 'one'; readonly session: SessionView } | { readonly kind: 'others' };

interface SessionDialogProps {
  flow: SessionFlow;
  /** Where focus goes once the row that opened it is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onEnded: () => void;
  onClose: () => void;
}

export function SessionDialog({ flow, fallbackFocus, onEnded, onClose }: SessionDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const isOne = flow.kind === 'one';
  const endedRef = useRef(false);
  const end = async () => {
    await (isOne ? endSession(flow.session) : endOtherSessions());
    endedRef.current = true;
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
      finalFocus={() => !endedRef.current || (fallbackFocus.current ?? true)}
      onClose={onClose}
    />
  );
}
