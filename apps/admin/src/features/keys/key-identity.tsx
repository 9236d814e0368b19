import type { KeyView } from '../../shared/api/model';
import { StateBadge } from './badges';
import styles from './key-identity.module.css';
import { KeyName } from './key-facts';

/** Which key a dialog is about. */
export const KeyIdentity = ({ apiKey }: { apiKey: KeyView }) => (
  <div className={styles.identity}>
    <span className={styles.name}>
      <KeyName apiKey={apiKey} />
    </span>
    <StateBadge state={apiKey.state} />
  </div>
);
