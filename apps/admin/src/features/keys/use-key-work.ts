import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyView } from '../../shared/api/model';
import { useAnnounce } from '../../shared/ui/live-region';
import { cancelRevocation, enableKey } from './change-key';
import type { DirectAction, KeyAction } from './key-actions';
import type { KeyFlow } from './key-flows';
import { noteKey } from './keys-query';
import type { RevocationDelay } from './revocation-time';
import { useUndo } from './undo-notice';

const DIRECT: Readonly<
  Record<DirectAction, { run: (key: KeyView) => Promise<KeyView>; done: string; failed: string }>
> = {
  enable: { run: enableKey, done: 'is enabled.', failed: 'The key was not enabled.' },
  withdraw: { run: cancelRevocation, done: 'is not going to be revoked.', failed: 'The revocation stands.' },
};

const isDirect = (action: KeyAction): action is DirectAction => Object.hasOwn(DIRECT, action);

/** What is being done with keys on a screen: in a dialog, or at once. */
export function useKeyWork() {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [flow, setFlow] = useState<KeyFlow | null>(null);
  const [failure, setFailure] = useState<{ error: unknown; title: string } | null>(null);
  const [undoable, offerUndo] = useUndo();

  const changed = (key: KeyView) => noteKey(queryClient, key);

  const start = (next: KeyFlow | null) => {
    if (next) offerUndo(null);
    setFlow(next);
  };

  const act = async (action: KeyAction, key: KeyView, delay?: RevocationDelay) => {
    setFailure(null);
    offerUndo(null);
    if (action === 'revoke') return setFlow({ kind: action, key, ...(delay !== undefined && { delay }) });
    if (!isDirect(action)) return setFlow({ kind: action, key });
    const { run, done, failed } = DIRECT[action];
    try {
      changed(await run(key));
      announce(`${key.label} ${done}`);
    } catch (error) {
      setFailure({ error, title: failed });
    }
  };

  return { flow, start, act, changed, failure, undoable, offerUndo };
}
