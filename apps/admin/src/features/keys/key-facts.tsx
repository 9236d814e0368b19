import { Link } from 'react-router';
import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { EnvironmentBadge, StateBadge } from './badges';
import { lifeOf } from './key-life';
import styles from './key-list.module.css';
import { keyPath } from './key-paths';
import { TYPE_WORDS } from './key-words';

/* The pieces that a row and a card have in common. */

export const KeyFragment = ({ start, last4 }: Pick<KeyView, 'start' | 'last4'>) => (
  <code className={styles.fragment}>
    {start}…{last4}
  </code>
);

export const KeyName = ({ apiKey }: { apiKey: KeyView }) => (
  <>
    <bdi className={styles.label}>{apiKey.label}</bdi>
    <KeyFragment start={apiKey.start} last4={apiKey.last4} />
  </>
);

/** The same, as the way to its page. */
export const KeyLink = ({ apiKey }: { apiKey: KeyView }) => (
  <>
    <Link to={keyPath(apiKey)} className={`${styles.label} ${styles.link}`}>
      <bdi>{apiKey.label}</bdi>
    </Link>
    <KeyFragment start={apiKey.start} last4={apiKey.last4} />
  </>
);

export const KeyKind = ({ apiKey }: { apiKey: KeyView }) => (
  <>
    <EnvironmentBadge environment={apiKey.environment} />
    <span className={styles.second}>{TYPE_WORDS[apiKey.type].title}</span>
  </>
);

export const KeyScopes = ({ scopes }: Pick<KeyView, 'scopes'>) => (
  <span className={styles.scopes}>
    {scopes.map((scope) => (
      <code key={scope} className={styles.scope}>
        {scope}
      </code>
    ))}
  </span>
);

export const KeyExpiry = ({ expiresAt }: Pick<KeyView, 'expiresAt'>) =>
  expiresAt === null ? 'Never' : <MomentText at={expiresAt} />;

export const KeyLastUse = ({ lastUsedAt }: Pick<KeyView, 'lastUsedAt'>) =>
  lastUsedAt === null ? 'Never' : <MomentText at={lastUsedAt} past />;

/** The state, and below it what is about to change it. */
export function KeyStanding({ apiKey }: { apiKey: KeyView }) {
  const life = lifeOf(apiKey);
  return (
    <>
      <StateBadge state={apiKey.state} />
      {life.kind === 'revocation' && (
        <span className={styles.second}>
          To be revoked <MomentText at={life.at} />
        </span>
      )}
      {life.kind === 'overlap' && (
        <span className={styles.second}>
          {life.endsAt === null ? (
            'Rotated: ends after the new key’s first use'
          ) : (
            <>
              Rotated: ends <MomentText at={life.endsAt} />
            </>
          )}
        </span>
      )}
    </>
  );
}
