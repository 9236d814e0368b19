import type { UsageNetworkView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import styles from './key-screen.module.css';
import { requestsText } from './limit-words';

/** The networks that requests were allowed from, as the server keeps them. */
export function CallerList({ networks }: { networks: readonly UsageNetworkView[] }) {
  if (networks.length === 0)
    return <p className={styles.muted}>No request with this key was allowed in the last 90 days.</p>;
  return (
    <ul className={styles.callers} aria-label="Networks, the one seen last first">
      {networks.map(({ network, lastSeenAt, requests }) => (
        <li key={network}>
          <span>
            <code>{network}</code>
            <span className={styles.second}>{requestsText(requests)}</span>
          </span>
          <span className={styles.when}>
            <MomentText at={lastSeenAt} past />
          </span>
        </li>
      ))}
    </ul>
  );
}
