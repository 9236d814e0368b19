import { AlertEntity } from './alert.entity.js';
import { ApiHostnameEntity } from './api-hostname.entity.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { ApiEntity } from './api.entity.js';
import { AppEntity } from './app.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { AuditHeadEntity } from './audit-head.entity.js';
import { ContactEntity } from './contact.entity.js';
import { DeviceEntity } from './device.entity.js';
import { EventEntity } from './event.entity.js';
import { FormerMemberEntity } from './former-member.entity.js';
import { InvitationEntity } from './invitation.entity.js';
import { MemberEntity } from './member.entity.js';
import { MailEntity } from './mail.entity.js';
import { MessageEntity } from './message.entity.js';
import { PasswordResetEntity } from './password-reset.entity.js';
import { PlanEntity } from './plan.entity.js';
import { SecondFactorEntity } from './second-factor.entity.js';
import { SessionEntity } from './session.entity.js';
import { TemplateEntity } from './template.entity.js';
import { UserEntity } from './user.entity.js';
import { WebhookDeliveryEntity } from './webhook-delivery.entity.js';
import { WebhookEntity } from './webhook.entity.js';
import { WorkspaceEntity } from './workspace.entity.js';

export const ENTITIES = [
  ApiEntity,
  ApiHostnameEntity,
  PlanEntity,
  WorkspaceEntity,
  AppEntity,
  ApiKeyEntity,
  UserEntity,
  MemberEntity,
  FormerMemberEntity,
  InvitationEntity,
  SessionEntity,
  AuditEntryEntity,
  AuditHeadEntity,
  DeviceEntity,
  MessageEntity,
  EventEntity,
  ContactEntity,
  TemplateEntity,
  MailEntity,
  PasswordResetEntity,
  SecondFactorEntity,
  AlertEntity,
  WebhookEntity,
  WebhookDeliveryEntity,
];
