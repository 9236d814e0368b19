import type { DeliveryView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { durationWords } from './latency';
import { ATTEMPT_ERROR_WORDS, outcomeOf } from './webhook-words';
import styles from './webhooks.module.css';

/** The oldest first, and what comes next. */
export const DeliveryAttempts = ({ delivery: { attempts, state, nextAttemptAt } }: { delivery: DeliveryView }) => (
  <ol className={styles.attempts}>
    {attempts.map(({ at, durationMs, statusCode, error }) => (
      <li key={at} className={styles.attempt}>
        <MomentText at={at} past />
        <div>
          <strong>{outcomeOf({ statusCode, error })}</strong> after {durationWords(durationMs)}
          {error !== null && <p className={styles.note}>{ATTEMPT_ERROR_WORDS[error].help}</p>}
        </div>
      </li>
    ))}
    {state === 'pending' && (
      <li className={styles.attempt}>
        {nextAttemptAt === null ? <span>Now</span> : <MomentText at={nextAttemptAt} />}
        <div>
          <strong>{attempts.length === 0 ? 'The first attempt' : 'The next attempt'}</strong>
        </div>
      </li>
    )}
    {state === 'failed' && (
      <li>No attempt is left. Replay it once the service answers again: receivers see the same event.</li>
    )}
    {state === 'cancelled' && <li>Cancelled: the endpoint was disabled. Once it is enabled, this can be replayed.</li>}
  </ol>
);
