import { type SubmitEvent, useState } from 'react';
import type { LookUpKeysRequest } from '../../shared/api/model';
import { containsWholeKey } from '../../shared/reveal/paste-guard';
import { Button } from '../../shared/ui/button';
import { TextField } from '../../shared/ui/field';
import { Notice } from '../../shared/ui/notice';
import styles from './leak-desk.module.css';
import { soughtBy } from './sought';

interface VisiblePartFormProps {
  busy: boolean;
  onSought: (sought: LookUpKeysRequest) => void;
}

/** By what may be seen of a key. A whole one is cleared: here it would be sent as it is. */
export function VisiblePartForm({ busy, onSought }: VisiblePartFormProps) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const [guarded, setGuarded] = useState(false);

  const change = (typed: string) => {
    const whole = containsWholeKey(typed);
    setGuarded(whole);
    setText(whole ? '' : typed);
    setFault(undefined);
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const sought = soughtBy(text);
    if (typeof sought === 'string') return setFault(sought);
    onSought(sought);
  };

  return (
    <form className={styles.form} aria-label="By what can be seen" onSubmit={submit}>
      <div className={styles.line}>
        <TextField
          label="Or its visible start, its id, or its fingerprint"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => change(event.target.value)}
          error={fault}
        />
        <Button type="submit" busy={busy}>
          Search
        </Button>
      </div>
      {guarded && (
        <Notice alert tone="warning" title="That was a whole API key">
          <p>
            The field was cleared before anything was sent. Paste it into the field for the whole key, which hashes it.
          </p>
        </Notice>
      )}
    </form>
  );
}
