import type { KeyView } from '../../shared/api/model';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { StateBadge } from './badges';
import { type KeyAction, KeyActions } from './key-actions';
import { KeyExpiry, KeyKind, KeyLastUse, KeyName, KeyScopes } from './key-facts';
import styles from './key-list.module.css';
import { SkeletonRows } from './key-skeletons';

export interface KeyListProps {
  /** `null`: on their way for the first time. */
  keys: readonly KeyView[] | null;
  busy: boolean;
  onAction: (action: KeyAction, key: KeyView) => void;
}

export function KeyTable({ keys, busy, onAction }: KeyListProps) {
  return (
    <div className={styles.frame} aria-busy={busy}>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>API keys, newest first</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Kind</th>
            <th scope="col">Scopes</th>
            <th scope="col">State</th>
            <th scope="col">Last used</th>
            <th scope="col">Expires</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys === null ? (
            <SkeletonRows />
          ) : (
            keys.map((key) => <KeyRow key={key.id} apiKey={key} onAction={onAction} />)
          )}
        </tbody>
      </table>
    </div>
  );
}

const KeyRow = ({ apiKey, onAction }: { apiKey: KeyView; onAction: KeyListProps['onAction'] }) => (
  <tr>
    <th scope="row">
      <KeyName apiKey={apiKey} />
    </th>
    <td>
      <KeyKind apiKey={apiKey} />
    </td>
    <td>
      <KeyScopes scopes={apiKey.scopes} />
    </td>
    <td>
      <StateBadge state={apiKey.state} />
    </td>
    <td>
      <KeyLastUse lastUsedAt={apiKey.lastUsedAt} />
    </td>
    <td>
      <KeyExpiry expiresAt={apiKey.expiresAt} />
    </td>
    <td>
      <KeyActions apiKey={apiKey} onAction={onAction} />
    </td>
  </tr>
);
