import { useEffect, useRef, useState } from 'react';
import type { DeskOutcome } from '@latchkey/vocabulary';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import { type Column, RecordList } from '../../shared/list/record-list';
import { Badge, type BadgeTone } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { AlertModal } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import styles from './leak-desk.module.css';
import { batchesOf, type ListedResult, revokeBatch } from './revoke-list';
import type { ListedCase } from './revoke-list-dialog';

const OUTCOMES: Readonly<Record<DeskOutcome, { words: string; tone: BadgeTone }>> = {
  revoked: { words: 'Revoked', tone: 'good' },
  already: { words: 'Was revoked before', tone: 'plain' },
  unknown: { words: 'No such key', tone: 'warning' },
};

const NAME: Column<ListedResult> = { heading: 'Line', cell: ({ line }) => `Line ${line}` };
const COLUMNS: readonly Column<ListedResult>[] = [
  { heading: 'Key', cell: ({ result }) => (result.keyId === null ? '–' : <code>{result.keyId}</code>) },
  {
    heading: 'Outcome',
    cell: ({ result: { outcome } }) => <Badge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].words}</Badge>,
  },
];

const keysText = (count: number): string => (count === 1 ? '1 key' : `${count} keys`);

interface ListRunProps extends ListedCase {
  /** It has begun: keys may be revoked from now on. */
  onRun: () => void;
  onClose: () => void;
}

/** A few keys a request. What is done stays done: after a failure it goes on where it stopped. */
export function ListRun({ list, case_, onRun, onClose }: ListRunProps) {
  const fresh = useFreshSignIn();
  const announce = useAnnounce();
  const keepRef = useRef<HTMLButtonElement>(null);
  const [results, setResults] = useState<readonly ListedResult[]>([]);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const total = list.keys.length;
  const finished = results.length === total;

  // The button that was pressed is gone.
  useEffect(() => {
    if (finished) keepRef.current?.focus();
  }, [finished]);

  const run = async () => {
    setFailure(null);
    setRunning(true);
    onRun();
    const done = [...results];
    try {
      for (const batch of batchesOf(list.keys.filter(({ line }) => !done.some((each) => each.line === line)))) {
        done.push(...(await fresh(() => revokeBatch(batch, case_))));
        setResults([...done]);
      }
      announce(`Finished: ${summaryOf(done)}`);
    } catch (error) {
      setFailure(error);
    } finally {
      setRunning(false);
    }
  };

  return (
    <AlertModal
      open
      title={finished ? 'The list is done' : `Revoke ${keysText(total)}?`}
      description={
        finished
          ? summaryOf(results)
          : 'Programs that still use them fail from the next request. This cannot be undone. The owners are told.'
      }
      initialFocus={keepRef}
      onDismiss={() => !running && onClose()}
    >
      {list.unreadable.length > 0 && (
        <Notice tone="warning">
          <p>
            {list.unreadable.length === 1 ? 'This line is' : 'These lines are'} left out, for there is no key to be
            found by: {list.unreadable.join(', ')}.
          </p>
        </Notice>
      )}
      {(running || (results.length > 0 && !finished)) && (
        <div className={styles.part}>
          <progress className={styles.progress} max={total} value={results.length} aria-label="Keys that are done" />
          <p>
            {results.length} of {total} done
          </p>
        </div>
      )}
      {failure !== null && (
        <ErrorNotice
          error={failure}
          title={results.length === 0 ? 'The list was not revoked.' : 'The list is not finished.'}
          consequence={`${keysText(results.length)} of ${total} are done and stay so. Take the others as active, and go on.`}
        />
      )}
      {results.length > 0 && (
        <RecordList
          caption="What became of each key"
          rows={[...results].sort((a, b) => a.line - b.line)}
          idOf={({ line }) => String(line)}
          name={NAME}
          columns={COLUMNS}
        />
      )}
      <FormActions>
        <Button ref={keepRef} busy={running} onClick={onClose}>
          {results.length > 0 ? 'Close' : 'Keep them'}
        </Button>
        {!finished && (
          <Button tone="danger" busy={running} onClick={() => void run()}>
            {buttonText(running, results.length, total)}
          </Button>
        )}
      </FormActions>
    </AlertModal>
  );
}

function buttonText(running: boolean, done: number, total: number): string {
  if (running) return 'Revoking…';
  return done > 0 ? `Go on with ${keysText(total - done)}` : `Revoke ${keysText(total)}`;
}

function summaryOf(results: readonly ListedResult[]): string {
  const count = (outcome: DeskOutcome) => results.filter(({ result }) => result.outcome === outcome).length;
  return `${keysText(count('revoked'))} revoked, ${count('already')} revoked before, ${count('unknown')} unknown.`;
}
