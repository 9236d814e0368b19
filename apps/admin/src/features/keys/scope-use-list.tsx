import type { KeyUsage, KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import styles from './key-screen.module.css';
import { SCOPE_WORDS } from './key-words';
import { requestsText } from './limit-words';
import { scopeUses } from './scope-use';

/** What it may do, and what it does: the rest is what a leaked key could do for nothing. */
export function ScopeUseList({ apiKey, used }: { apiKey: KeyView; used: KeyUsage['scopes'] }) {
  const uses = scopeUses(apiKey, used);
  const count = uses.filter(({ use }) => use !== null).length;
  return (
    <>
      <p className={styles.muted}>
        {count} of {uses.length} were used in the last 90 days.
        {count < uses.length && ' The next key can do without those that nobody uses.'}
      </p>
      <ul className={styles.callers} aria-label="Scopes, the most used first">
        {uses.map(({ scope, use }) => (
          <li key={scope}>
            <span>
              <code>{scope}</code>
              <span className={styles.second}>
                {use === null
                  ? `To ${SCOPE_WORDS[scope].verb} ${SCOPE_WORDS[scope].object}`
                  : requestsText(use.requests)}
              </span>
            </span>
            <span className={styles.when}>
              {use === null ? <span className={styles.muted}>Not used</span> : <MomentText at={use.lastUsedAt} past />}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
