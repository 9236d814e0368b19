import { REVOCATION_REASONS, type RevocationReason } from '@latchkey/vocabulary';
import { useCurrentUser } from '../../shared/api/current-user';
import type { ActorView, FoundKeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { REASON_WORDS } from '../keys/key-words';
import styles from './leak-desk.module.css';
import { timelineWord } from './timeline-words';

interface FoundKeyTimelineProps {
  entries: FoundKeyView['timeline'];
  creator: FoundKeyView['creator'];
}

export function FoundKeyTimeline({ entries, creator }: FoundKeyTimelineProps) {
  const me = useCurrentUser().data?.user;
  const nameOf = ({ kind, id }: ActorView): string => {
    if (kind === 'system') return 'Latchkey';
    if (kind === 'user' && id === me?.id) return 'you';
    if (kind === 'user' && id === creator?.id) return creator.name;
    return id;
  };
  return (
    <div className={styles.part}>
      <h3 className={styles.partHeading}>What was done to it</h3>
      <ol className={styles.timeline} aria-label="Timeline, newest first">
        {entries.map(({ at, action, actor, reason, address }, place) => (
          <li key={place}>
            <MomentText at={at} past />
            <span>
              <strong>{timelineWord(action)}</strong> by {nameOf(actor)}
              {address !== null && ` from ${address}`}
              {reason !== null && <span className={styles.muted}> · {reasonText(reason)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const isReason = (text: string): text is RevocationReason => (REVOCATION_REASONS as readonly string[]).includes(text);

const reasonText = (text: string): string => (isReason(text) ? REASON_WORDS[text] : text);
