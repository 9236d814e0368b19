import { useEffect, useState } from 'react';
import { SEARCH_LENGTH_MAX } from '@latchkey/vocabulary';
import { TextField } from '../../shared/ui/field';
import { containsWholeKey } from '../../shared/reveal/paste-guard';

const PAUSE_MS = 300;

interface KeySearchProps {
  q: string;
  onSearch: (q: string) => void;
  onWholeKey: () => void;
}

/** Searches when typing pauses. A whole key is cleared before that: it must reach neither the address nor the server. */
export function KeySearch({ q, onSearch, onWholeKey }: KeySearchProps) {
  const [text, setText] = useState(q);
  const [shownFor, setShownFor] = useState(q);
  if (shownFor !== q) {
    setShownFor(q);
    if (text.trim() !== q) setText(q);
  }

  useEffect(() => {
    if (text.trim() === q) return;
    const pause = window.setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => window.clearTimeout(pause);
  }, [text, q, onSearch]);

  const change = (typed: string) => {
    if (!containsWholeKey(typed)) return setText(typed);
    setText('');
    onWholeKey();
  };

  return (
    <TextField
      label="Search"
      type="search"
      placeholder="Label, or the start of a key"
      maxLength={SEARCH_LENGTH_MAX}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
}
