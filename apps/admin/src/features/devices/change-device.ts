import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { CreateDeviceRequest, DeviceView, LinkingDeviceView } from '../../shared/api/model';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';

/** A device with the code that links it, where it is to be paired. */
export interface Linking {
  readonly device: DeviceView;
  readonly code: OneTimeSecret | null;
  readonly codeEndsAt: string | null;
}

const DEVICE = '/v1/workspaces/{workspaceId}/devices/{deviceId}';

const at = (workspaceId: string, { id }: DeviceView) => ({ path: { workspaceId, deviceId: id } });

const linkingOf = ({ pairingCode, pairingCodeExpiresAt, ...device }: LinkingDeviceView): Linking => ({
  device,
  code: pairingCode === null ? null : new OneTimeSecret(pairingCode),
  codeEndsAt: pairingCodeExpiresAt,
});

/** Called by themselves and not as mutations: their answers hold a code, their requests a token. */
export const createDevice = async (workspaceId: string, body: CreateDeviceRequest): Promise<Linking> =>
  linkingOf(
    await answered(api.POST('/v1/workspaces/{workspaceId}/devices', { params: { path: { workspaceId } }, body })),
  );

export const renewCode = async (workspaceId: string, device: DeviceView): Promise<Linking> =>
  linkingOf(await answered(api.POST(`${DEVICE}/pairing-code`, { params: at(workspaceId, device) })));

export const pairDevice = (workspaceId: string, device: DeviceView, code: string) =>
  answered(api.POST(`${DEVICE}/pairing`, { params: at(workspaceId, device), body: { code } }));

export const reconnectDevice = (workspaceId: string, device: DeviceView, accessToken: string) =>
  answered(
    api.POST(`${DEVICE}/reconnect`, {
      params: at(workspaceId, device),
      body: { ...(accessToken !== '' && { accessToken }) },
    }),
  );

export const disconnectDevice = (workspaceId: string, device: DeviceView) =>
  answered(api.POST(`${DEVICE}/disconnect`, { params: at(workspaceId, device) }));

export const removeDevice = (workspaceId: string, device: DeviceView) =>
  answered(api.DELETE(DEVICE, { params: at(workspaceId, device) }));
