import { BellOff, CircleCheck, Siren } from 'lucide-react';
import { Link } from 'react-router';
import type { AlertView } from '../../shared/api/model';
import { absoluteMoment } from '../../shared/format/moment';
import { MomentText } from '../../shared/format/moment-text';
import { RecordName } from '../../shared/list/record-name';
import { KeyLink } from '../../shared/records/key-link';
import { Badge } from '../../shared/ui/badge';
import styles from './alert-list.module.css';
import { adviceFor, causeSentence, CHANNEL_WORDS, KIND_WORDS, STATE_WORDS } from './alert-words';

/* The pieces that a row and a card have in common. */

export const AlertName = ({ alert }: { alert: AlertView }) => (
  <RecordName
    second={
      alert.keyId === null ? 'The whole workspace' : <KeyLink workspaceId={alert.workspaceId} keyId={alert.keyId} />
    }
  >
    {KIND_WORDS[alert.kind].title}
  </RecordName>
);

/** What there is to do is said while it fires; afterwards the cause is history. */
export function AlertReason({ alert }: { alert: AlertView }) {
  const { text, ways } = adviceFor(alert);
  return (
    <div className={styles.why}>
      <p>{causeSentence(alert)}</p>
      {alert.state === 'firing' && (
        <>
          <p className={styles.advice}>{text}</p>
          <p className={styles.ways}>
            {ways.map(({ label, to }) => (
              <Link key={label} to={to}>
                {label}
              </Link>
            ))}
          </p>
        </>
      )}
    </div>
  );
}

export const AlertStates = ({ alert }: { alert: AlertView }) => (
  <span className={styles.states}>
    <Badge tone={alert.state === 'firing' ? 'danger' : 'plain'}>
      {alert.state === 'firing' ? <Siren size={12} aria-hidden /> : <CircleCheck size={12} aria-hidden />}
      {STATE_WORDS[alert.state]}
    </Badge>
    {alert.silenced && (
      <Badge tone="dashed">
        <BellOff size={12} aria-hidden />
        Silenced
      </Badge>
    )}
    {alert.silenced?.until && (
      <span className={styles.told}>until {absoluteMoment(Date.parse(alert.silenced.until))}</span>
    )}
  </span>
);

const channels = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export const AlertTimes = ({ alert }: { alert: AlertView }) => (
  <>
    <MomentText at={alert.firedAt} past />
    <span className={styles.told}>
      {alert.toldBy.length === 0
        ? 'Told in this list only'
        : `Told by ${channels.format(alert.toldBy.map((channel) => CHANNEL_WORDS[channel]))}`}
    </span>
    {alert.resolvedAt !== null && (
      <span className={styles.told}>Over since {absoluteMoment(Date.parse(alert.resolvedAt))}</span>
    )}
  </>
);
