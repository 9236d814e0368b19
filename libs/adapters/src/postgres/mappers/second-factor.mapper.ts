import type { SecondFactor } from '@latchkey/domain';
import type { SecondFactorEntity } from '../entities/second-factor.entity.js';
import { sha256Bytes } from './api-key.mapper.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toSecondFactor = (row: SecondFactorEntity): SecondFactor => ({
  userId: row.userId,
  sealedSecret: row.sealedSecret,
  createdAtMs: toMs(row.createdAt),
  confirmedAtMs: toMsOrNull(row.confirmedAt),
  lastStep: row.lastStep,
  recoveryCodeHashes: row.recoveryCodeHashes.map((hash) => hash.toString('hex')),
});

export const fromSecondFactor = (factor: SecondFactor): SecondFactorEntity => ({
  userId: factor.userId,
  sealedSecret: factor.sealedSecret,
  createdAt: toDate(factor.createdAtMs),
  confirmedAt: toDateOrNull(factor.confirmedAtMs),
  lastStep: factor.lastStep,
  recoveryCodeHashes: factor.recoveryCodeHashes.map(sha256Bytes),
});
