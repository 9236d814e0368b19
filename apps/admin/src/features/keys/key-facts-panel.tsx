import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Panel } from '../../shared/ui/page';
import { ActorName } from '../../shared/records/actor-name';
import { appsQuery } from './apps-query';
import { KeyExpiry, KeyKind, KeyLastUse, KeyScopes, KeyStanding } from './key-facts';
import { keyPath } from './key-paths';
import styles from './key-screen.module.css';
import { keyQuery } from '../../shared/records/key-record';
import { REASON_WORDS } from './key-words';
import { useDeviceNames } from './use-device-names';

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

export function KeyFactsPanel({ apiKey }: { apiKey: KeyView }) {
  return (
    <Panel heading="This key">
      <dl className={styles.facts}>
        {factsOf(apiKey).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function factsOf(key: KeyView): Fact[] {
  const { workspaceId, rotatedFrom, replacedBy, revocation, appId, planLabel } = key;
  const neighbour = (id: string) => <KeyNeighbour workspaceId={workspaceId} keyId={id} />;
  return [
    { name: 'State', value: <KeyStanding apiKey={key} /> },
    { name: 'Kind', value: <KeyKind apiKey={key} /> },
    { name: 'Last used', value: <KeyLastUse lastUsedAt={key.lastUsedAt} /> },
    { name: 'Expires', value: <KeyExpiry expiresAt={key.expiresAt} /> },
    { name: 'Scopes', value: <KeyScopes scopes={key.scopes} /> },
    { name: 'Devices', value: key.deviceIds.length === 0 ? 'All of the workspace' : <DeviceNames apiKey={key} /> },
    { name: 'IP ranges', value: key.ipAllowlist.length === 0 ? 'From anywhere' : <Codes values={key.ipAllowlist} /> },
    ...(appId === null ? [] : [{ name: 'App', value: <AppName workspaceId={workspaceId} appId={appId} /> }]),
    ...(planLabel === null ? [] : [{ name: 'Plan label', value: planLabel }]),
    {
      name: 'Created',
      value: (
        <>
          <MomentText at={key.createdAt} past />
          <span className={styles.second}>
            by <ActorName actor={key.createdBy} workspaceId={workspaceId} />
          </span>
        </>
      ),
    },
    ...(rotatedFrom === null ? [] : [{ name: 'Took the place of', value: neighbour(rotatedFrom) }]),
    ...(replacedBy === null ? [] : [{ name: 'Replaced by', value: neighbour(replacedBy) }]),
    ...(revocation === null
      ? []
      : [
          {
            name: key.state === 'revoked' ? 'Revoked' : 'To be revoked',
            value: (
              <>
                <MomentText at={revocation.at} past={key.state === 'revoked'} />
                <span className={styles.second}>
                  {REASON_WORDS[revocation.reason]}, by <ActorName actor={revocation.by} workspaceId={workspaceId} />
                </span>
                {revocation.note !== null && <span className={styles.second}>{revocation.note}</span>}
              </>
            ),
          },
        ]),
    { name: 'Key id', value: <code>{key.id}</code> },
  ];
}

const Codes = ({ values }: { values: readonly string[] }) => (
  <ul className={styles.codes}>
    {values.map((value) => (
      <li key={value}>
        <code>{value}</code>
      </li>
    ))}
  </ul>
);

/** A key by its label; by its id where it cannot be read. */
function KeyNeighbour({ workspaceId, keyId }: { workspaceId: string; keyId: string }) {
  const { data } = useQuery(keyQuery(workspaceId, keyId));
  return (
    <Link to={keyPath({ workspaceId, id: keyId })}>
      {data ? (
        <>
          <bdi>{data.label}</bdi>{' '}
          <code>
            {data.start}…{data.last4}
          </code>
        </>
      ) : (
        <code>{keyId}</code>
      )}
    </Link>
  );
}

function AppName({ workspaceId, appId }: { workspaceId: string; appId: string }) {
  const name = useQuery(appsQuery(workspaceId)).data?.find(({ id }) => id === appId)?.name;
  return name === undefined ? <code>{appId}</code> : name;
}

function DeviceNames({ apiKey: { workspaceId, deviceIds } }: { apiKey: KeyView }) {
  const nameOf = useDeviceNames(workspaceId);
  return (
    <ul className={styles.codes}>
      {deviceIds.map((id) => (
        <li key={id}>{nameOf(id)}</li>
      ))}
    </ul>
  );
}
