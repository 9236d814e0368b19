import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const STAY_MS = 60_000;

interface PastedField<Control> {
  /** For the control, which holds what is pasted by itself: React is told nothing of it. */
  readonly ref: RefObject<Control | null>;
  readonly onInput: () => void;
  /** What is in the field, which is empty afterwards. */
  readonly take: () => string;
  /** Whether the last text was cleared because nobody did anything with it. */
  readonly timedOut: boolean;
}

/** A field that whole keys are pasted into: what is in it stays for a minute at the most. */
export function usePastedField<Control extends HTMLInputElement | HTMLTextAreaElement>(): PastedField<Control> {
  const ref = useRef<Control>(null);
  const timerRef = useRef<number>(undefined);
  const [timedOut, setTimedOut] = useState(false);

  const clear = useCallback(() => {
    window.clearTimeout(timerRef.current);
    if (ref.current) ref.current.value = '';
  }, []);
  useEffect(() => () => window.clearTimeout(timerRef.current), []);

  const onInput = useCallback(() => {
    window.clearTimeout(timerRef.current);
    setTimedOut(false);
    timerRef.current = window.setTimeout(() => {
      clear();
      setTimedOut(true);
    }, STAY_MS);
  }, [clear]);

  const take = useCallback(() => {
    const text = ref.current?.value ?? '';
    clear();
    return text;
  }, [clear]);

  return { ref, onInput, take, timedOut };
}
