import type { AuditEntryView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { REASON_WORDS } from './reason-words';
import { RecordName } from '../../shared/list/record-name';
import { ActorName } from '../../shared/records/actor-name';
import { ACTION_WORDS } from './action-words';
import styles from './audit-log.module.css';
import { changesOf } from './changes';
import { TargetName } from './target-name';

/* The pieces that a row and a card have in common. */

export const EntryName = ({ entry }: { entry: AuditEntryView }) => (
  <>
    <RecordName second={<TargetName entry={entry} />}>{ACTION_WORDS[entry.action]}</RecordName>
    {entry.reason !== null && (
      <span className={styles.reason}>Reason: {REASON_WORDS[entry.reason] ?? entry.reason}</span>
    )}
  </>
);

/** Who, on whose behalf, and from where. */
export const EntryActor = ({ entry: { actor, onBehalfOf, workspaceId, address } }: { entry: AuditEntryView }) => (
  <>
    <ActorName actor={actor} workspaceId={workspaceId} />
    {onBehalfOf && (
      <span className={styles.second}>
        on behalf of <ActorName actor={onBehalfOf} workspaceId={workspaceId} />
      </span>
    )}
    {address !== null && (
      <span className={styles.second}>
        from <code>{address}</code>
      </span>
    )}
  </>
);

export const EntryTime = ({ entry: { at } }: { entry: AuditEntryView }) => <MomentText at={at} past />;

export function EntryDetails({ entry }: { entry: AuditEntryView }) {
  const changes = changesOf(entry.before, entry.after);
  return (
    <details className={styles.details}>
      <summary>Details</summary>
      {changes.length > 0 && (
        <dl className={styles.changes} aria-label="What changed">
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>
                {before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <dl className={styles.ids}>
        <Fact name="Target" value={entry.targetId} />
        <Fact name="Actor" value={entry.actor.id} />
        <Fact name="Request" value={entry.requestId} />
        <Fact name="Entry" value={entry.sequence === null ? entry.id : `${entry.sequence}, ${entry.id}`} />
        <Fact name="Hash" value={entry.hash} />
      </dl>
    </details>
  );
}

const Fact = ({ name, value }: { name: string; value: string | null }) =>
  value === null ? null : (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
