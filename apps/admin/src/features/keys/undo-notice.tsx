import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';

export interface Undoable {
  /** What was done, as a sentence. */
  readonly done: string;
  readonly undo: () => Promise<unknown>;
  /** What is said once it is taken back. */
  readonly undone: string;
}

/** What was done last, for as long as the screen stays: who slipped takes it back at once. */
export function useUndo(): [Undoable | null, (undoable: Undoable | null) => void] {
  const announce = useAnnounce();
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const offer = useCallback(
    (next: Undoable | null) => {
      setUndoable(next);
      if (next) announce(`${next.done} You can undo this.`);
    },
    [announce],
  );
  return [undoable, offer];
}

export function UndoNotice({ undoable, onClose }: { undoable: Undoable; onClose: () => void }) {
  const announce = useAnnounce();
  const undo = useMutation({
    mutationFn: undoable.undo,
    onSuccess: () => {
      announce(undoable.undone);
      onClose();
    },
  });
  return (
    <>
      {undo.isError && <ErrorNotice error={undo.error} title="It was not undone." />}
      <Notice
        tone="success"
        actions={
          <>
            <Button busy={undo.isPending} onClick={() => undo.mutate()}>
              {undo.isPending ? 'Undoing…' : 'Undo'}
            </Button>
            <Button tone="quiet" onClick={onClose}>
              Dismiss
            </Button>
          </>
        }
      >
        <p>{undoable.done}</p>
      </Notice>
    </>
  );
}
