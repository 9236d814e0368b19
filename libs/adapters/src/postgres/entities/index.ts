import { ApiHostnameEntity } from './api-hostname.entity.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { ApiEntity } from './api.entity.js';
import { AppEntity } from './app.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { DeviceEntity } from './device.entity.js';
import { MessageEntity } from './message.entity.js';
import { PlanEntity } from './plan.entity.js';
import { SessionEntity } from './session.entity.js';
import { UserEntity } from './user.entity.js';
import { WorkspaceEntity } from './workspace.entity.js';

export const ENTITIES = [
  ApiEntity,
  ApiHostnameEntity,
  PlanEntity,
  WorkspaceEntity,
  AppEntity,
  ApiKeyEntity,
  UserEntity,
  SessionEntity,
  AuditEntryEntity,
  DeviceEntity,
  MessageEntity,
];
