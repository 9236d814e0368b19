import type { KeyView, RevokeKeyRequest, UpdateKeyRequest } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

const at = ({ workspaceId, id }: KeyView) => ({ path: { workspaceId, keyId: id } });

const KEY = '/v1/workspaces/{workspaceId}/keys/{keyId}';

export const readKey = (key: KeyView) => answered(api.GET(KEY, { params: at(key) }));

export const updateKey = (key: KeyView, body: UpdateKeyRequest) => answered(api.PATCH(KEY, { params: at(key), body }));

export const revokeKey = (key: KeyView, body: RevokeKeyRequest) =>
  answered(api.POST(`${KEY}/revoke`, { params: at(key), body }));

export const disableKey = (key: KeyView) => answered(api.POST(`${KEY}/disable`, { params: at(key) }));

export const enableKey = (key: KeyView) => answered(api.POST(`${KEY}/enable`, { params: at(key) }));

export const cancelRevocation = (key: KeyView) => answered(api.POST(`${KEY}/revoke/cancel`, { params: at(key) }));

export const cancelOverlap = (key: KeyView) => answered(api.POST(`${KEY}/rotate/cancel`, { params: at(key) }));
