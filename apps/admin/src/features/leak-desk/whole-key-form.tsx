import { PRESENTED_TEXT_LENGTH_MAX, VISIBLE_START_LENGTH_MAX } from '@latchkey/vocabulary';
import { type SubmitEvent, useState } from 'react';
import type { LookUpKeysRequest } from '../../shared/api/model';
import { wholeKeyIn } from '../../shared/reveal/paste-guard';
import { Button } from '../../shared/ui/button';
import { TextField } from '../../shared/ui/field';
import { Notice } from '../../shared/ui/notice';
import { canHash, sha256Of } from './key-digest';
import styles from './leak-desk.module.css';
import { usePastedField } from './use-pasted-field';

interface FormProps {
  busy: boolean;
  onSought: (sought: LookUpKeysRequest) => void;
}

export function WholeKeyForm(props: FormProps) {
  if (canHash()) return <PasteForm {...props} />;
  return (
    <Notice tone="warning" title="This page cannot take a whole key">
      <p>
        A key is hashed in the browser before anything is sent, and browsers do that only over https or on the server’s
        own machine. Open the dashboard over https, or hash the key where it is, with{' '}
        <code>printf %s &apos;THE KEY&apos; | sha256sum</code>, and look its fingerprint up below.
      </p>
    </Notice>
  );
}

/** The key is in the field, then in this one function, and nowhere else. */
function PasteForm({ busy, onSought }: FormProps) {
  const field = usePastedField<HTMLInputElement>();
  const [fault, setFault] = useState<string>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const pasted = field.take();
    const key = wholeKeyIn(pasted) ?? pasted.trim();
    if (key.length <= VISIBLE_START_LENGTH_MAX) return setFault(faultOf(key));
    setFault(undefined);
    onSought({ sha256: await sha256Of(key) });
  };

  return (
    <form className={styles.form} aria-label="By the whole key" onSubmit={(event) => void submit(event)}>
      <div className={`${styles.line} ${styles.masked}`}>
        <TextField
          ref={field.ref}
          label="The whole key"
          hint={
            field.timedOut
              ? 'The field was cleared after a minute.'
              : 'It is hashed in this browser, and only the hash is sent. The field clears when you look it up, and after a minute.'
          }
          onInput={() => {
            setFault(undefined);
            field.onInput();
          }}
          maxLength={PRESENTED_TEXT_LENGTH_MAX}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={fault}
        />
        <Button type="submit" tone="primary" busy={busy}>
          {busy ? 'Looking up…' : 'Look up'}
        </Button>
      </div>
    </form>
  );
}

const faultOf = (key: string): string =>
  key === '' ? 'Paste a key.' : 'This is no whole key. Search by its visible start, below.';
