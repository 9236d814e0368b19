import type { AlertRulesView, UpdateAlertRulesRequest } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

export const updateAlertRules = (workspaceId: string, body: UpdateAlertRulesRequest): Promise<AlertRulesView> =>
  answered(api.PATCH('/v1/workspaces/{workspaceId}/alert-rules', { params: { path: { workspaceId } }, body }));
