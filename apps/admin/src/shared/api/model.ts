import type { components } from './api.generated';

/* What the API takes and answers, under the names that its document has for them. */

type Schemas = components['schemas'];

export type ActorView = Schemas['ActorView'];
export type ApiView = Schemas['ApiView'];
export type AppView = Schemas['AppView'];
export type CreateKeyRequest = Schemas['CreateKeyRequest'];
export type CreateWorkspaceRequest = Schemas['CreateWorkspaceRequest'];
export type CurrentUser = Schemas['CurrentUser'];
export type FieldProblem = Schemas['FieldProblem'];
export type KeyPage = Schemas['KeyPage'];
export type KeyUsage = Schemas['KeyUsage'];
export type KeyView = Schemas['KeyView'];
export type MeterUseView = Schemas['MeterUseView'];
export type PlanView = Schemas['PlanView'];
export type Problem = Schemas['Problem'];
export type Quota = Schemas['Quota'];
export type RateLimit = Schemas['RateLimit'];
export type RevocationView = Schemas['RevocationView'];
export type RevokeKeyRequest = Schemas['RevokeKeyRequest'];
export type RotateKeyRequest = Schemas['RotateKeyRequest'];
export type UpdateKeyRequest = Schemas['UpdateKeyRequest'];
export type UpdateWorkspaceRequest = Schemas['UpdateWorkspaceRequest'];
export type UsageNetworkView = Schemas['UsageNetworkView'];
export type WorkspaceApiView = Schemas['WorkspaceApiView'];
export type WorkspaceView = Schemas['WorkspaceView'];
