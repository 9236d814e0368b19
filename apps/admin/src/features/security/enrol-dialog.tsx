import { Check, Copy, Eye, EyeOff } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { CODE_LENGTH_MAX } from '@latchkey/vocabulary';
import { mayHaveHappened } from '../../shared/api/failure';
import { showFieldErrors } from '../../shared/api/field-errors';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { SecretText } from '../../shared/reveal/secret-text';
import { Button } from '../../shared/ui/button';
import { copyText } from '../../shared/ui/copy-text';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { TextField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import styles from './enrol.module.css';
import { QrCode } from './qr-code';
import { confirmTwoFactor, type Enrolment, type RecoveryCodes } from './two-factor';

interface EnrolDialogProps {
  enrolmentRef: RefObject<Enrolment | null>;
  finalFocus: FinalFocus;
  onIssued: (codes: RecoveryCodes) => void;
  /** No answer came, or none that tells: it may be on by now. */
  onUncertain: () => void;
  onClose: () => void;
}

export function EnrolDialog({ enrolmentRef, finalFocus, onIssued, onUncertain, onClose }: EnrolDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, setError, resetField, formState } = useForm({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = formState;

  const confirm = async ({ code }: { code: string }) => {
    setFailure(null);
    try {
      onIssued(await confirmTwoFactor(code.trim()));
    } catch (error) {
      resetField('code');
      if (showFieldErrors(error, { code: 'code' }, setError)) return;
      setFailure(error);
      if (mayHaveHappened(error)) onUncertain();
    }
  };

  return (
    <FormDialog
      open
      title="Turn on the second factor"
      description="Scan this with an authenticator app, and enter the code that it shows. Nothing asks for codes before."
      finalFocus={finalFocus}
      onClose={() => !isSubmitting && onClose()}
    >
      <QrCode enrolmentRef={enrolmentRef} />
      <TypedSecret enrolmentRef={enrolmentRef} />
      <Form onSubmit={(event) => void handleSubmit(confirm)(event)} aria-label="Second factor">
        {failure !== null && <ErrorNotice error={failure} title="The second factor is not confirmed." />}
        <TextField
          label="Code"
          hint="The six digits that the app shows now."
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_LENGTH_MAX}
          required
          error={errors.code?.message}
          {...register('code', { required: 'Enter the code that the app shows.' })}
        />
        <FormActions>
          <Button busy={isSubmitting} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" tone="primary" busy={isSubmitting}>
            {isSubmitting ? 'Turning on…' : 'Turn on'}
          </Button>
        </FormActions>
      </Form>
    </FormDialog>
  );
}

/** For apps on the same device, and for those without a camera. */
function TypedSecret({ enrolmentRef }: { enrolmentRef: RefObject<Enrolment | null> }) {
  const announce = useAnnounce();
  const textRef = useRef<HTMLElement>(null);
  const secretRef = useRef<OneTimeSecret | null>(enrolmentRef.current?.secret ?? null);
  const [shown, setShown] = useState(false);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    const worked = await copyText(secretRef.current?.read() ?? '');
    setCopied(worked);
    if (!worked) setShown(true);
    announce(worked ? 'Copied.' : 'The browser refused to copy. The secret is shown.');
  };
  return (
    <>
      <SecretText
        textRef={textRef}
        secretRef={secretRef}
        caption="Or type this secret into the app"
        mask={'•'.repeat(16)}
        shown={shown}
      />
      <div className={styles.buttons}>
        <Button onClick={() => setShown(!shown)}>
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          {shown ? 'Hide secret' : 'Show secret'}
        </Button>
        <Button onClick={() => void copy()}>
          {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          Copy secret
        </Button>
      </div>
    </>
  );
}
