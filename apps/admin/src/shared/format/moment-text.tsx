import { useSyncExternalStore } from 'react';
import { serverNowMs } from '../api/server-clock';
import { dateOf, relativeTo, timeOf } from './moment';
import styles from './moment.module.css';

const STEP_MS = 10_000;

const everyStep = (changed: () => void) => {
  const timer = window.setInterval(changed, STEP_MS);
  return () => window.clearInterval(timer);
};

/** In steps, so that asking twice in one rendering gives one answer. */
const useNowMs = (): number => useSyncExternalStore(everyStep, () => Math.floor(serverNowMs() / STEP_MS) * STEP_MS);

/** A moment by its distance from now, with the moment itself and its zone below. `past`: it has been, for certain. */
export function MomentText({ at, past = false }: { at: string; past?: boolean }) {
  const nowMs = useNowMs();
  const momentMs = Date.parse(at);
  return (
    <time dateTime={at}>
      {relativeTo(past ? Math.min(momentMs, nowMs) : momentMs, nowMs)}
      <span className={styles.absolute}>
        <span className={styles.part}>{dateOf(momentMs)},</span> <span className={styles.part}>{timeOf(momentMs)}</span>
      </span>
    </time>
  );
}
