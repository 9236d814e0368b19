import type { Device } from '@latchkey/domain';
import type { DeviceEntity } from '../entities/device.entity.js';
import { sha256Bytes } from './api-key.mapper.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toDevice = (row: DeviceEntity): Device => ({
  id: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  provider: row.provider,
  status: row.status,
  pairing:
    row.pairingCodeSha256 && row.pairingExpiresAt
      ? { codeSha256: row.pairingCodeSha256.toString('hex'), expiresAtMs: toMs(row.pairingExpiresAt) }
      : null,
  whatsAppBusinessId: row.whatsAppBusinessId,
  whatsAppPhoneNumberId: row.whatsAppPhoneNumberId,
  sealedAccessToken: row.sealedAccessToken,
  createdAtMs: toMs(row.createdAt),
  removedAtMs: toMsOrNull(row.removedAt),
});

export const fromDevice = (device: Device): DeviceEntity => ({
  id: device.id,
  workspaceId: device.workspaceId,
  name: device.name,
  provider: device.provider,
  status: device.status,
  pairingCodeSha256: device.pairing && sha256Bytes(device.pairing.codeSha256),
  pairingExpiresAt: device.pairing && toDate(device.pairing.expiresAtMs),
  whatsAppBusinessId: device.whatsAppBusinessId,
  whatsAppPhoneNumberId: device.whatsAppPhoneNumberId,
  sealedAccessToken: device.sealedAccessToken,
  createdAt: toDate(device.createdAtMs),
  removedAt: toDateOrNull(device.removedAtMs),
});
