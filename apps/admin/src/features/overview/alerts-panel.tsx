import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { AlertView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { alertsPath } from '../../shared/format/places';
import { KeyLink } from '../../shared/records/key-link';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { adviceFor, causeSentence, KIND_WORDS } from '../alerts/alert-words';
import { firingAlertsQuery } from './overview-queries';
import styles from './overview.module.css';

const SHOWN_MAX = 4;

/** What fires and nobody has silenced, apart from what is told of key by key below. */
export function AlertsPanel({ workspaceId }: { workspaceId: string }) {
  const alerts = useQuery(firingAlertsQuery(workspaceId));
  const firing = alerts.data?.filter(
    ({ kind, silenced }) => silenced === null && kind !== 'key_expiring' && kind !== 'rotation_due',
  );
  return (
    <Panel heading="Alerts">
      {alerts.isError && (
        <ErrorNotice
          error={alerts.error}
          title="The alerts could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void alerts.refetch()}
        />
      )}
      {firing === undefined && !alerts.isError && <SkeletonStack label="Loading alerts" />}
      {firing?.length === 0 && <p>Nothing fires.</p>}
      {firing && firing.length > 0 && (
        <ul className={styles.list}>
          {firing.slice(0, SHOWN_MAX).map((alert) => (
            <FiringAlert key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      {firing && (
        <p>
          <Link to={alertsPath(workspaceId)}>
            {firing.length > SHOWN_MAX ? `All alerts: ${firing.length - SHOWN_MAX} more fire` : 'All alerts and rules'}
          </Link>
        </p>
      )}
    </Panel>
  );
}

function FiringAlert({ alert }: { alert: AlertView }) {
  const { text, ways } = adviceFor(alert);
  return (
    <li>
      <strong>{KIND_WORDS[alert.kind].title}</strong>
      {alert.keyId !== null && (
        <>
          {' · '}
          <KeyLink workspaceId={alert.workspaceId} keyId={alert.keyId} />
        </>
      )}
      <span className={styles.fine}>
        {causeSentence(alert)} {text}
      </span>
      <span className={styles.links}>
        {ways.map(({ label, to }) => (
          <Link key={label} to={to}>
            {label}
          </Link>
        ))}
      </span>
      <span className={styles.fine}>
        <MomentText at={alert.firedAt} past />
      </span>
    </li>
  );
}
