import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { SEARCH_LENGTH_MAX } from '@latchkey/vocabulary';
import { Search, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSignOut } from '../../features/session/use-sign-out';
import type { Access } from '../../shared/access/access';
import { useAccess } from '../../shared/access/use-access';
import { containsWholeKey } from '../../shared/reveal/paste-guard';
import { WholeKeyNotice } from '../../shared/reveal/whole-key-notice';
import { buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { addressOf, SCREENS } from '../screens';
import { actionEntries } from './action-entries';
import { type Entry, type EntryGroup, fits, offered } from './entries';
import { useKeyEntries, useWorkspaceEntries } from './found-entries';
import styles from './palette.module.css';
import { usePaused } from './use-paused';

interface PaletteProps {
  workspaceId: string | null;
  onClose: () => void;
}

/** Everything that the dashboard leads to, by its name. */
export function Palette({ workspaceId, onClose }: PaletteProps) {
  const access = useAccess(workspaceId);
  const inputRef = useRef<HTMLInputElement>(null);
  const signOut = useSignOut();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup className={styles.popup} aria-label="Command palette" initialFocus={inputRef}>
            {signOut.isError && (
              <ErrorNotice error={signOut.error} title="You are still signed in." consequence="Try again." />
            )}
            {access && (
              <Commands
                access={access}
                workspaceId={workspaceId}
                inputRef={inputRef}
                signOut={() => signOut.mutate()}
                onClose={onClose}
              />
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface CommandsProps extends PaletteProps {
  access: Access;
  inputRef: React.RefObject<HTMLInputElement | null>;
  signOut: () => void;
}

function Commands({ access, workspaceId, inputRef, signOut, onClose }: CommandsProps) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [guarded, setGuarded] = useState(false);
  const sought = usePaused(text).trim();

  const go = (path: string, state?: object) => {
    onClose();
    void navigate(path, state && { state });
  };
  const workspaces = useWorkspaceEntries(sought, workspaceId, go);
  const keys = useKeyEntries(sought, access.may('keys:read') ? workspaceId : null, go);
  const looking = keys.looking || workspaces.looking || text.trim() !== sought;
  // What was found for fewer letters and does not fit any more goes at once: Enter takes the first that is there.
  const fitting = (entries: readonly Entry[]) => entries.filter((entry) => fits(text, entry));
  const groups = offered([
    { value: 'Screens', items: fitting(screenEntries(access, workspaceId, go)) },
    { value: 'Actions', items: fitting(actionEntries({ access, workspaceId, go, signOut })) },
    { value: 'Keys of this workspace', items: fitting(keys.entries) },
    { value: 'Workspaces', items: fitting(workspaces.entries) },
  ]);

  /** A whole key is neither kept nor looked for. */
  const change = (typed: string) => {
    const whole = containsWholeKey(typed);
    setGuarded(whole);
    setText(whole ? '' : typed);
  };

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      itemToStringValue={(entry: Entry) => entry.title}
      value={text}
      onValueChange={change}
      autoHighlight="always"
      keepHighlight
    >
      <div className={styles.line}>
        <Search size={18} aria-hidden />
        <Autocomplete.Input
          ref={inputRef}
          className={styles.input}
          aria-label="Go to, or do"
          placeholder="Go to a screen, a workspace, a key…"
          maxLength={SEARCH_LENGTH_MAX}
          spellCheck={false}
        />
        <Dialog.Close className={buttonClass({ tone: 'quiet', icon: true })} aria-label="Close">
          <X size={18} aria-hidden />
        </Dialog.Close>
      </div>
      {guarded && <WholeKeyNotice onLeave={onClose} />}
      {(keys.failed || workspaces.failed) && (
        <Notice alert tone="warning">
          <p>The server could not be asked for workspaces and keys. Nothing was changed.</p>
        </Notice>
      )}
      <Autocomplete.Empty className={styles.empty}>
        {groups.length === 0 && (looking ? 'Looking…' : 'Nothing is called like that.')}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list} aria-label="What fits">
        {(group: EntryGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className={styles.label}>{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item key={entry.id} value={entry} className={styles.item} onClick={entry.run}>
                  <entry.Icon size={16} aria-hidden />
                  <span className={styles.title}>{entry.title}</span>
                  {entry.second && <span className={styles.second}>{entry.second}</span>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

function screenEntries(access: Access, workspaceId: string | null, go: (path: string) => void): Entry[] {
  return SCREENS.flatMap((screen) => {
    const path = addressOf(screen, workspaceId);
    if (path === null || (screen.permission !== null && !access.may(screen.permission))) return [];
    const { title, group: second, Icon } = screen;
    return [{ id: `screen ${screen.path}`, title, second, Icon, run: () => go(path) }];
  });
}
