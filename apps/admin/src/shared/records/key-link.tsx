import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { keyPath } from '../format/places';
import { keyLabelQuery } from './key-record';

interface KeyLinkProps {
  workspaceId: string;
  keyId: string;
}

/** A key by its label, which leads to it; by its id until the label is known. */
export function KeyLink({ workspaceId, keyId }: KeyLinkProps) {
  return (
    <Link to={keyPath(workspaceId, keyId)}>
      <KeyLabel workspaceId={workspaceId} keyId={keyId} />
    </Link>
  );
}

export function KeyLabel({ workspaceId, keyId }: KeyLinkProps) {
  const key = useQuery(keyLabelQuery(workspaceId, keyId)).data;
  return key ? <bdi>{key.label}</bdi> : <code>{keyId}</code>;
}
