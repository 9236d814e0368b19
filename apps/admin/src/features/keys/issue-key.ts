import type { CreateKeyRequest, KeyView, RotateKeyRequest } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';

export interface Issued {
  readonly key: KeyView;
  readonly secret: OneTimeSecret;
}

/** Called by itself and not as a mutation: a mutation's answer stays in the query client's cache. */
export async function issueKey(workspaceId: string, body: CreateKeyRequest): Promise<Issued> {
  const { secret, ...key } = await answered(
    api.POST('/v1/workspaces/{workspaceId}/keys', { params: { path: { workspaceId } }, body }),
  );
  return { key, secret: new OneTimeSecret(secret) };
}

/** In the same way, for the successor of a key. */
export async function rotateKey({ workspaceId, id }: KeyView, body: RotateKeyRequest): Promise<Issued> {
  const { secret, ...key } = await answered(
    api.POST('/v1/workspaces/{workspaceId}/keys/{keyId}/rotate', {
      params: { path: { workspaceId, keyId: id } },
      body,
    }),
  );
  return { key, secret: new OneTimeSecret(secret) };
}
