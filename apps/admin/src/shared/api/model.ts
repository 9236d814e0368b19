import type { components } from './api.generated';

/* What the API takes and answers, under the names that its document has for them. */

type Schemas = components['schemas'];

export type AccountView = Schemas['AccountView'];
export type ActorView = Schemas['ActorView'];
export type ApiView = Schemas['ApiView'];
export type CreateApiRequest = Schemas['CreateApiRequest'];
export type CreatePlanRequest = Schemas['CreatePlanRequest'];
export type CreateUserRequest = Schemas['CreateUserRequest'];
export type CurrentUser = Schemas['CurrentUser'];
export type CreateKeyRequest = Schemas['CreateKeyRequest'];
export type CreateWorkspaceRequest = Schemas['CreateWorkspaceRequest'];
export type DeskRevocationView = Schemas['DeskRevocationView'];
export type DueKeyView = Schemas['DueKeyView'];
export type FieldProblem = Schemas['FieldProblem'];
export type FoundKeys = Schemas['FoundKeys'];
export type FoundKeyView = Schemas['FoundKeyView'];
export type KeyPoliciesView = Schemas['KeyPoliciesView'];
export type KeyPage = Schemas['KeyPage'];
export type KeyView = Schemas['KeyView'];
export type LookUpKeysRequest = Schemas['LookUpKeysRequest'];
export type PlanView = Schemas['PlanView'];
export type Problem = Schemas['Problem'];
export type RevocationView = Schemas['RevocationView'];
export type RevokeAtDeskRequest = Schemas['RevokeAtDeskRequest'];
export type RevokeKeyRequest = Schemas['RevokeKeyRequest'];
export type UpdateApiRequest = Schemas['UpdateApiRequest'];
export type UpdateKeyRequest = Schemas['UpdateKeyRequest'];
export type UpdatePlanRequest = Schemas['UpdatePlanRequest'];
export type UpdateUserRequest = Schemas['UpdateUserRequest'];
export type UpdateWorkspaceRequest = Schemas['UpdateWorkspaceRequest'];
export type WorkspaceView = Schemas['WorkspaceView'];
export type WorkspaceExcessView = Schemas['WorkspaceExcessView'];
