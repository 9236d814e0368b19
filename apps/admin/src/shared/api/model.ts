import type { components } from './api.generated';

/* What the API takes and answers, under the names that its document has for them. */

type Schemas = components['schemas'];

export type ActorView = Schemas['ActorView'];
export type AlertView = Schemas['AlertView'];
export type ApiView = Schemas['ApiView'];
export type CreateDeviceRequest = Schemas['CreateDeviceRequest'];
export type CreateKeyRequest = Schemas['CreateKeyRequest'];
export type CreateWebhookRequest = Schemas['CreateWebhookRequest'];
export type CreateWorkspaceRequest = Schemas['CreateWorkspaceRequest'];
export type CurrentUser = Schemas['CurrentUser'];
export type DeliveryAttemptView = Schemas['DeliveryAttemptView'];
export type DeliveryPage = Schemas['DeliveryPage'];
export type DeliveryView = Schemas['DeliveryView'];
export type DeliveryWithPayload = Schemas['DeliveryWithPayload'];
export type DeviceView = Schemas['DeviceView'];
export type FieldProblem = Schemas['FieldProblem'];
export type KeyPage = Schemas['KeyPage'];
export type KeyUsage = Schemas['KeyUsage'];
export type KeyView = Schemas['KeyView'];
export type LinkingDeviceView = Schemas['LinkingDeviceView'];
export type MessageView = Schemas['MessageOfWorkspaceView'];
export type MeterUseView = Schemas['MeterUseView'];
export type PlanChangeView = Schemas['PlanChangeView'];
export type PlanTermsView = Schemas['PlanTermsView'];
export type PlanUseView = Schemas['PlanUseView'];
export type PlanView = Schemas['PlanView'];
export type Problem = Schemas['Problem'];
export type RevocationView = Schemas['RevocationView'];
export type RevokeKeyRequest = Schemas['RevokeKeyRequest'];
export type SendMessageRequest = Schemas['SendMessageRequest'];
export type StatementMonthView = Schemas['StatementMonthView'];
export type StatementView = Schemas['StatementView'];
export type UpdateKeyRequest = Schemas['UpdateKeyRequest'];
export type UpdateWebhookRequest = Schemas['UpdateWebhookRequest'];
export type UpdateWorkspaceRequest = Schemas['UpdateWorkspaceRequest'];
export type WebhookView = Schemas['WebhookView'];
export type WorkspaceApiView = Schemas['WorkspaceApiView'];
export type WorkspacePlanView = Schemas['WorkspacePlanView'];
export type WorkspaceUsage = Schemas['WorkspaceUsage'];
export type WorkspaceView = Schemas['WorkspaceView'];
