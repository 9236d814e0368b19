import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { Link, useNavigate, useParams } from 'react-router';
import { OVERLAP_MS_DEFAULT, type OverlapStart } from '@latchkey/vocabulary';
import { Permitted } from '../../shared/access/permitted';
import { workspaceApiQuery } from '../../shared/api/apis';
import { isProblem, mayHaveHappened } from '../../shared/api/failure';
import type { KeyView } from '../../shared/api/model';
import { workspaceQuery } from '../../shared/api/workspaces';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { useBackGuard } from '../../shared/reveal/use-back-guard';
import { Button, buttonClass } from '../../shared/ui/button';
import { ChoiceGroup } from '../../shared/ui/choice-group';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField } from '../../shared/ui/field';
import { Form, FormActions } from '../../shared/ui/form-layout';
import { Notice } from '../../shared/ui/notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { CarriedOver } from './carried-over';
import { rotateKey } from './issue-key';
import { KeyFragment } from './key-facts';
import { obstacleToRotation } from './key-life';
import { handoverPath, keyPath } from './key-paths';
import { envFileOf, KEY_REVEAL_WORDS, maskOf } from './key-reveal';
import { keyOf, keyQuery } from '../../shared/records/key-record';
import { keysOf } from './keys-query';
import { NoSuchKey } from './no-such-key';
import { OVERLAP_WORDS, overlapSentence } from './overlap-choice';
import { RotationSteps } from './rotation-steps';
import styles from './rotation.module.css';

/** What shows a new key must be there before the key is made. */
const loadReveal = () => import('../../shared/reveal/reveal-dialog');
const RevealDialog = lazy(() => loadReveal().then((module) => ({ default: module.RevealDialog })));

const SUCCESSOR_MAY_EXIST =
  'The key may have been rotated all the same. Look at the key before you try again: it says whether it was.';

export function Component() {
  const { workspaceId = '', keyId = '' } = useParams();
  return (
    <Permitted workspaceId={workspaceId} permission="keys:write" purpose="rotate a key">
      <RotationScreen key={keyId} workspaceId={workspaceId} keyId={keyId} />
    </Permitted>
  );
}

function RotationScreen({ workspaceId, keyId }: { workspaceId: string; keyId: string }) {
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const answer = useQuery(keyQuery(workspaceId, keyId));
  const [successor, setSuccessor] = useState<KeyView | null>(null);
  const apiKey = answer.data;
  if (isProblem(answer.error, 'not_found')) return <NoSuchKey workspaceId={workspaceId} />;
  return (
    <Page
      title={apiKey ? `Rotate ${apiKey.label}` : 'Rotate a key'}
      within={workspace?.name}
      lead={apiKey && <KeyFragment start={apiKey.start} last4={apiKey.last4} />}
      narrow
    >
      <RotationSteps current={successor ? 2 : 1} />
      {answer.isError && (
        <ErrorNotice
          error={answer.error}
          title="The key could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void answer.refetch()}
        />
      )}
      {!apiKey && !answer.isError && (
        <Panel>
          <SkeletonStack label="Loading the key" />
        </Panel>
      )}
      {apiKey &&
        (successor === null && obstacleToRotation(apiKey) !== null ? (
          <Obstacle apiKey={apiKey} />
        ) : (
          <>
            <CarriedOver apiKey={apiKey} />
            <RotationForm apiKey={apiKey} onRotated={setSuccessor} />
          </>
        ))}
    </Page>
  );
}

/** Also what a reload finds that came between the rotation and the handover. */
function Obstacle({ apiKey }: { apiKey: KeyView }) {
  const { workspaceId, replacedBy } = apiKey;
  return (
    <Notice
      tone="warning"
      title="This key cannot be rotated now"
      actions={
        <>
          {replacedBy !== null && (
            <Link to={handoverPath({ workspaceId, id: replacedBy })} className={buttonClass({ tone: 'primary' })}>
              Go to the handover
            </Link>
          )}
          <Link to={keyPath(apiKey)} className={buttonClass()}>
            Look at the key
          </Link>
        </>
      }
    >
      <p>{obstacleToRotation(apiKey)}</p>
    </Notice>
  );
}

interface RotationValues {
  /** In milliseconds, as the control holds it. */
  overlap: string;
  starts: OverlapStart;
}

function RotationForm({ apiKey, onRotated }: { apiKey: KeyView; onRotated: (successor: KeyView) => void }) {
  const { workspaceId, id } = apiKey;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const apiAnswer = useQuery(workspaceApiQuery(workspaceId));
  const secretRef = useRef<OneTimeSecret | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [revealed, setRevealed] = useState<{ key: KeyView; done: boolean } | null>(null);
  const { register, handleSubmit, control, formState } = useForm<RotationValues>({
    defaultValues: { overlap: String(OVERLAP_MS_DEFAULT), starts: 'first_use' },
  });
  const { overlap, starts } = useWatch({ control }) as RotationValues;
  const { isSubmitting } = formState;
  useBackGuard(isSubmitting);

  // Whatever way this goes away, the secret does not stay.
  useEffect(() => () => secretRef.current?.forget(), []);

  // Not before the reveal is gone: until then it holds back every way out.
  useEffect(() => {
    if (revealed?.done) void navigate(handoverPath(revealed.key), { replace: true });
  }, [navigate, revealed]);

  const rotate = async (values: RotationValues) => {
    setFailure(null);
    try {
      await loadReveal();
      const { key, secret } = await rotateKey(apiKey, {
        overlapMs: Number(values.overlap),
        overlapStarts: values.starts,
      });
      secretRef.current = secret;
      setRevealed({ key, done: false });
      onRotated(key);
    } catch (error) {
      setFailure(error);
    }
    void queryClient.invalidateQueries({ queryKey: keysOf(workspaceId) });
    void queryClient.invalidateQueries({ queryKey: keyOf(workspaceId, id) });
  };

  return (
    <Panel heading="How long both keys work">
      <Form onSubmit={(event) => void handleSubmit(rotate)(event)} aria-label="Rotation">
        {failure !== null && (
          <ErrorNotice
            error={failure}
            title="You have no new key."
            {...(mayHaveHappened(failure) && { consequence: SUCCESSOR_MAY_EXIST })}
          />
        )}
        {apiAnswer.isError && (
          <ErrorNotice
            error={apiAnswer.error}
            title="The API of this workspace could not be read, so no key can be rotated."
            consequence="Nothing was changed."
            onRetry={() => void apiAnswer.refetch()}
          />
        )}
        <SelectField label="Overlap" {...register('overlap')}>
          {OVERLAP_WORDS.map(({ ms, words }) => (
            <option key={ms} value={ms}>
              {words}
            </option>
          ))}
        </SelectField>
        <ChoiceGroup
          legend="It begins"
          choices={[
            {
              value: 'first_use',
              title: 'With the first use of the new key',
              explanation: 'Nothing is lost while the new key is on its way to where it is needed.',
            },
            { value: 'now', title: 'Now', explanation: 'The time runs from the moment the new key is made.' },
          ]}
          registration={register('starts')}
        />
        <p className={styles.sentence}>{overlapSentence(Number(overlap), starts)}</p>
        <FormActions>
          <Link to={keyPath(apiKey)} className={buttonClass()}>
            Cancel
          </Link>
          <Button type="submit" tone="primary" busy={isSubmitting || apiAnswer.data === undefined}>
            {isSubmitting ? 'Rotating…' : 'Rotate key'}
          </Button>
        </FormActions>
      </Form>
      {revealed && !revealed.done && apiAnswer.data && (
        <Suspense>
          <RevealDialog
            words={KEY_REVEAL_WORDS}
            mask={maskOf(revealed.key)}
            file={envFileOf(apiAnswer.data.slug)}
            secretRef={secretRef}
            // The heading of the next step takes it.
            finalFocus={() => false}
            onDone={() => setRevealed({ key: revealed.key, done: true })}
          />
        </Suspense>
      )}
    </Panel>
  );
}
