import type { components } from './api.generated';

/* What the API takes and answers, under the names that its document has for them. */

type Schemas = components['schemas'];

export type ActorView = Schemas['ActorView'];
export type AlertCauseView = Schemas['AlertCauseView'];
export type AlertPage = Schemas['AlertPage'];
export type AlertRulesView = Schemas['AlertRulesView'];
export type AlertView = Schemas['AlertView'];
export type ApiView = Schemas['ApiView'];
export type AuditChainView = Schemas['AuditChainView'];
export type AuditEntryView = Schemas['AuditEntryView'];
export type AuditPage = Schemas['AuditPage'];
export type CapUseView = Schemas['CapUseView'];
export type CurrentUser = Schemas['CurrentUser'];
export type CreateKeyRequest = Schemas['CreateKeyRequest'];
export type CreateWorkspaceRequest = Schemas['CreateWorkspaceRequest'];
export type DeliveryView = Schemas['DeliveryView'];
export type FieldProblem = Schemas['FieldProblem'];
export type KeyPage = Schemas['KeyPage'];
export type KeyView = Schemas['KeyView'];
export type KeyUsage = Schemas['KeyUsage'];
export type MeterUseView = Schemas['MeterUseView'];
export type PlanChangeView = Schemas['PlanChangeView'];
export type PlanTermsView = Schemas['PlanTermsView'];
export type PlanUseView = Schemas['PlanUseView'];
export type PlanView = Schemas['PlanView'];
export type Problem = Schemas['Problem'];
export type RevocationView = Schemas['RevocationView'];
export type RevokeKeyRequest = Schemas['RevokeKeyRequest'];
export type StatementMonthView = Schemas['StatementMonthView'];
export type StatementView = Schemas['StatementView'];
export type UpdateAlertRulesRequest = Schemas['UpdateAlertRulesRequest'];
export type UpdateKeyRequest = Schemas['UpdateKeyRequest'];
export type UpdateWorkspaceRequest = Schemas['UpdateWorkspaceRequest'];
export type WorkspaceApiView = Schemas['WorkspaceApiView'];
export type WorkspacePlanView = Schemas['WorkspacePlanView'];
export type WorkspaceUsage = Schemas['WorkspaceUsage'];
export type WorkspaceView = Schemas['WorkspaceView'];
