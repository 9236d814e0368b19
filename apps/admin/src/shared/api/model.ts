import type { components } from './api.generated';

/* What the API takes and answers, under the names that its document has for them. */

type Schemas = components['schemas'];

export type ActorView = Schemas['ActorView'];
export type ApiView = Schemas['ApiView'];
export type CurrentUser = Schemas['CurrentUser'];
export type CreateKeyRequest = Schemas['CreateKeyRequest'];
export type CreateWorkspaceRequest = Schemas['CreateWorkspaceRequest'];
export type FieldProblem = Schemas['FieldProblem'];
export type InvitationPage = Schemas['InvitationPage'];
export type InvitationPreview = Schemas['InvitationPreview'];
export type InvitationView = Schemas['InvitationView'];
export type KeyPage = Schemas['KeyPage'];
export type KeyView = Schemas['KeyView'];
export type MemberPage = Schemas['MemberPage'];
export type MemberView = Schemas['MemberView'];
export type OwnerLeftPolicy = Schemas['OwnerLeftPolicy'];
export type PlanView = Schemas['PlanView'];
export type Problem = Schemas['Problem'];
export type RevocationView = Schemas['RevocationView'];
export type RevokeKeyRequest = Schemas['RevokeKeyRequest'];
export type SessionView = Schemas['SessionView'];
export type UpdateKeyRequest = Schemas['UpdateKeyRequest'];
export type UpdateWorkspaceRequest = Schemas['UpdateWorkspaceRequest'];
export type WorkspaceView = Schemas['WorkspaceView'];
