import { Check, Copy, Download, Eye, EyeOff } from 'lucide-react';
import { type RefObject, useCallback, useRef, useState } from 'react';
import type { KeyView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { copyText } from '../../shared/ui/copy-text';
import { AlertModal, type FinalFocus } from '../../shared/ui/dialog';
import { Checkbox } from '../../shared/ui/field';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { downloadText, envLine } from './env-file';
import type { OneTimeSecret } from './one-time-secret';
import styles from './reveal.module.css';
import { SecretText } from './secret-text';
import { useRevealGuard } from './use-reveal-guard';

interface RevealDialogProps {
  apiKey: KeyView;
  apiSlug: string;
  secretRef: RefObject<OneTimeSecret | null>;
  finalFocus: FinalFocus;
  /** The secret is forgotten by then. */
  onDone: () => void;
}

/** The one time a secret is seen. There is no way out but Done, and Done asks whether it is stored. */
export function RevealDialog({ apiKey, apiSlug, secretRef, finalFocus, onDone }: RevealDialogProps) {
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
      announce('Key copied.');
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
      title="Your new API key"
      description="This is the only time you can see it. We keep a fingerprint of the key, not the key. If you lose it, rotate it to get a new one."
      initialFocus={copyRef}
      finalFocus={finalFocus}
      onDismiss={nudge}
    >
      <SecretText
        textRef={textRef}
        secretRef={secretRef}
        mask={`${apiKey.start}${'•'.repeat(12)}${apiKey.last4}`}
        shown={shown}
      />
      <div className={styles.buttons}>
        <Button ref={copyRef} tone="primary" onClick={() => void copySecret()}>
          {copy === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          Copy key
        </Button>
        <Button onClick={() => setShown(!shown)}>
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          {shown ? 'Hide key' : 'Show key'}
        </Button>
        <Button onClick={() => downloadText(`${apiSlug}.env`, envLine(apiSlug, secretRef.current?.read() ?? ''))}>
          <Download size={16} aria-hidden />
          Download .env
        </Button>
      </div>
      {copy === 'copied' && <Notice tone="success">Copied. Paste it where it belongs before you press Done.</Notice>}
      {copy === 'refused' && (
        <Notice alert tone="warning">
          The browser refused to copy. The key is shown above: select it and press Ctrl+C.
        </Notice>
      )}
      <div className={styles.foot}>
        <Checkbox
          label="I have stored this key in a safe place"
          checked={stored}
          onChange={(event) => setStored(event.target.checked)}
        />
        {nudges > 0 && !stored && (
          <div key={nudges} className={styles.nudge}>
            <Notice alert tone="warning">
              Not yet: nobody can show you this key again. Store it, tick the box, then press Done.
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
