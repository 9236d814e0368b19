import type { AlertView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { serverNowMs } from '../../shared/api/server-clock';
import { absoluteMoment } from '../../shared/format/moment';

type Silence = AlertView['silenced'];

const ALERT = '/v1/workspaces/{workspaceId}/alerts/{alertId}';
const DAY_MS = 86_400_000;

export const inDays = (count: number): Silence => ({ until: new Date(serverNowMs() + count * DAY_MS).toISOString() });

/** For the kind and the key of an alert, this one and those that follow; `null`: to be told again. */
export function setSilence({ workspaceId, id }: AlertView, silence: Silence): Promise<AlertView> {
  const params = { path: { workspaceId, alertId: id } };
  if (silence === null) return answered(api.POST(`${ALERT}/unsilence`, { params }));
  return answered(api.POST(`${ALERT}/silence`, { params, body: { until: silence.until } }));
}

export const silenceWords = ({ until }: NonNullable<Silence>): string =>
  until === null ? 'silenced until somebody ends that' : `silenced until ${absoluteMoment(Date.parse(until))}`;
