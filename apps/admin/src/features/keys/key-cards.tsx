import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { StateBadge } from './badges';
import { KeyActions } from './key-actions';
import { KeyExpiry, KeyKind, KeyLastUse, KeyName, KeyScopes } from './key-facts';
import styles from './key-list.module.css';
import { SkeletonCards } from './key-skeletons';
import type { KeyListProps } from './key-table';

/** The same as the table, for screens that are too narrow for one. */
export const KeyCards = ({ keys, busy, onAction }: KeyListProps) => (
  <ul className={styles.cards} aria-busy={busy} aria-label="API keys, newest first">
    {keys === null ? <SkeletonCards /> : keys.map((key) => <KeyCard key={key.id} apiKey={key} onAction={onAction} />)}
  </ul>
);

const KeyCard = ({ apiKey, onAction }: { apiKey: KeyView; onAction: KeyListProps['onAction'] }) => (
  <li className={styles.card}>
    <div className={styles.cardHead}>
      <h2 className={styles.cardTitle}>
        <KeyName apiKey={apiKey} />
      </h2>
      <KeyActions apiKey={apiKey} onAction={onAction} />
    </div>
    <dl className={styles.facts}>
      <div>
        <dt>State</dt>
        <dd>
          <StateBadge state={apiKey.state} />
        </dd>
      </div>
      <div>
        <dt>Kind</dt>
        <dd>
          <KeyKind apiKey={apiKey} />
        </dd>
      </div>
      <div>
        <dt>Last used</dt>
        <dd>
          <KeyLastUse lastUsedAt={apiKey.lastUsedAt} />
        </dd>
      </div>
      <div>
        <dt>Expires</dt>
        <dd>
          <KeyExpiry expiresAt={apiKey.expiresAt} />
        </dd>
      </div>
      <div>
        <dt>Created</dt>
        <dd>
          <MomentText at={apiKey.createdAt} past />
        </dd>
      </div>
      <div>
        <dt>Scopes</dt>
        <dd>
          <KeyScopes scopes={apiKey.scopes} />
        </dd>
      </div>
    </dl>
  </li>
);
