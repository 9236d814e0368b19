import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useFreshSignIn, useFreshSignInFirst } from '../../shared/access/fresh-sign-in';
import { currentUserQuery, useCurrentUser } from '../../shared/api/current-user';
import { isProblem } from '../../shared/api/failure';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Section } from '../../shared/ui/section';
import styles from './sign-in-section.module.css';
import { beginTwoFactor, type Enrolment } from './two-factor';
import type { SignInFlow } from './sign-in-flows';

const loadFlows = () => import('./sign-in-flows');
const SignInFlows = lazy(() => loadFlows().then((module) => ({ default: module.SignInFlows })));

/** What proves who somebody is: of the person, and of no workspace. */
export function SignInSection() {
  const queryClient = useQueryClient();
  const twoFactor = useCurrentUser().data?.twoFactor;
  const freshly = useFreshSignIn();
  const freshFirst = useFreshSignInFirst();
  const [flow, setFlow] = useState<SignInFlow | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [beginning, setBeginning] = useState(false);
  const enrolmentRef = useRef<Enrolment | null>(null);
  const factorRef = useRef<HTMLButtonElement>(null);

  // Whatever way this goes away, the secret does not stay.
  useEffect(() => () => enrolmentRef.current?.forget(), []);

  const begin = async () => {
    setFailure(null);
    setBeginning(true);
    try {
      // What shows the secret must be there before the secret is made.
      await loadFlows();
      enrolmentRef.current = await freshly(beginTwoFactor);
      setFlow({ kind: 'enrol' });
    } catch (error) {
      // Whoever declined to confirm their sign-in knows that nothing was begun.
      if (!isProblem(error, 'confirmation_needed')) setFailure(error);
      void queryClient.invalidateQueries({ queryKey: currentUserQuery.queryKey });
    } finally {
      setBeginning(false);
    }
  };
  const beginWith = async (kind: 'renew' | 'remove') => {
    setFailure(null);
    if (await freshFirst()) setFlow({ kind });
  };

  return (
    <Section heading="How you sign in">
      {failure !== null && <ErrorNotice error={failure} title="The second factor was not begun." />}
      <div className={styles.rows}>
        <Row name="Password" text="A new one ends all of your other sessions.">
          <Button onClick={() => setFlow({ kind: 'password' })}>Change password</Button>
        </Row>
        <Row
          name="Second factor"
          badge={
            twoFactor !== undefined && <Badge tone={twoFactor ? 'good' : 'plain'}>{twoFactor ? 'On' : 'Off'}</Badge>
          }
          text={
            twoFactor
              ? 'Besides the password you are asked for a code of your authenticator app.'
              : 'With a code of an authenticator app besides, a password that somebody else knows is not enough.'
          }
        >
          {twoFactor === false && (
            <Button ref={factorRef} tone="primary" busy={beginning} onClick={() => void begin()}>
              Turn on
            </Button>
          )}
          {twoFactor === true && (
            <>
              <Button ref={factorRef} onClick={() => void beginWith('renew')}>
                New recovery codes
              </Button>
              <Button onClick={() => void beginWith('remove')}>Turn off</Button>
            </>
          )}
        </Row>
      </div>
      {flow && (
        <Suspense>
          <SignInFlows flow={flow} enrolmentRef={enrolmentRef} fallbackFocus={factorRef} onFlow={setFlow} />
        </Suspense>
      )}
    </Section>
  );
}

interface RowProps {
  name: string;
  badge?: ReactNode;
  text: string;
  /** Its buttons. */
  children: ReactNode;
}

const Row = ({ name, badge, text, children }: RowProps) => (
  <div className={styles.row}>
    <div>
      <h3 className={styles.name}>
        {name} {badge}
      </h3>
      <p className={styles.text}>{text}</p>
    </div>
    <div className={styles.buttons}>{children}</div>
  </div>
);
