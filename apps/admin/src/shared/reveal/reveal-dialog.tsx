import { Check, Copy, Download, Eye, EyeOff } from 'lucide-react';
import { type RefObject, useCallback, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { copyText } from '../ui/copy-text';
import { AlertModal, type FinalFocus } from '../ui/dialog';
import { Checkbox } from '../ui/field';
import { FormActions } from '../ui/form-layout';
import { useAnnounce } from '../ui/live-region';
import { Notice } from '../ui/notice';
import { downloadText } from './download-text';
import type { OneTimeSecret } from './one-time-secret';
import styles from './reveal.module.css';
import { SecretText } from './secret-text';
import { useRevealGuard } from './use-reveal-guard';

/** How one kind of secret is spoken of. */
export interface RevealWords {
  title: string;
  /** What it is and why it is not seen again. */
  description: string;
  /** Above it: “API key”. */
  caption: string;
  /** In a sentence: “key”. */
  noun: string;
  copy: string;
  copied: string;
  show: string;
  hide: string;
  /** What the person says before Done. */
  stored: string;
}

export interface RevealFile {
  /** On the button. */
  label: string;
  name: string;
  textOf: (secretText: string) => string;
}

interface RevealDialogProps {
  words: RevealWords;
  /** What stands there while it is hidden: ends that may be displayed at any time. */
  mask: string;
  file: RevealFile;
  secretRef: RefObject<OneTimeSecret | null>;
  finalFocus: FinalFocus;
  /** The secret is forgotten by then. */
  onDone: () => void;
}

/** The one time a secret is seen. There is no way out but Done, and Done asks whether it is stored. */
export function RevealDialog({ words, mask, file, secretRef, finalFocus, onDone }: RevealDialogProps) {
  const announce = useAnnounce();
  const copyRef = useRef<HTMLButtonElement>(null);
  const textRef = useRef<HTMLElement>(null);
  const [shown, setShown] = useState(false);
  const [copy, setCopy] = useState<'not-yet' | 'copied' | 'refused'>('not-yet');
  const [stored, setStored] = useState(false);
  const [nudges, setNudges] = useState(0);
  const nudge = useCallback(() => setNudges((count) => count + 1), []);
  useRevealGuard(nudge);

  const copySecret = async () => {
    const worked = await copyText(secretRef.current?.read() ?? '');
    if (worked) {
      setCopy('copied');
      announce(words.copied);
      return;
    }
    setCopy('refused');
    setShown(true);
    // Once it is in the page, it is selected, so that Ctrl+C is all that is left to do.
    window.requestAnimationFrame(() => textRef.current && window.getSelection()?.selectAllChildren(textRef.current));
  };

  const done = () => {
    if (!stored) return nudge();
    secretRef.current?.forget();
    secretRef.current = null;
    onDone();
  };

  return (
    <AlertModal
      open
      title={words.title}
      description={words.description}
      initialFocus={copyRef}
      finalFocus={finalFocus}
      onDismiss={nudge}
    >
      <SecretText textRef={textRef} secretRef={secretRef} caption={words.caption} mask={mask} shown={shown} />
      <div className={styles.buttons}>
        <Button ref={copyRef} tone="primary" onClick={() => void copySecret()}>
          {copy === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {words.copy}
        </Button>
        <Button onClick={() => setShown(!shown)}>
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          {shown ? words.hide : words.show}
        </Button>
        <Button onClick={() => downloadText(file.name, file.textOf(secretRef.current?.read() ?? ''))}>
          <Download size={16} aria-hidden />
          {file.label}
        </Button>
      </div>
      {copy === 'copied' && <Notice tone="success">Copied. Paste it where it belongs before you press Done.</Notice>}
      {copy === 'refused' && (
        <Notice alert tone="warning">
          The browser refused to copy. The {words.noun} is shown above: select it and press Ctrl+C.
        </Notice>
      )}
      <div className={styles.foot}>
        <Checkbox label={words.stored} checked={stored} onChange={(event) => setStored(event.target.checked)} />
        {nudges > 0 && !stored && (
          <div key={nudges} className={styles.nudge}>
            <Notice alert tone="warning">
              Not yet: nobody can show you this {words.noun} again. Store it, tick the box, then press Done.
            </Notice>
          </div>
        )}
        {nudges > 0 && stored && (
          <div key={nudges} className={styles.nudge}>
            <Notice alert>Press Done to leave.</Notice>
          </div>
        )}
        <FormActions>
          <Button tone="primary" aria-disabled={!stored} onClick={done}>
            Done
          </Button>
        </FormActions>
      </div>
    </AlertModal>
  );
}
