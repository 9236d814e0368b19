import type { WorkspacePlanView } from '../../shared/api/model';

type DeviceUse = WorkspacePlanView['use']['devices'];

export const isFull = ({ used, allowed }: DeviceUse): boolean => allowed !== null && used >= allowed;

/** Said before somebody runs into it; `null`: there is no end to them. */
export function roomSentence({ used, allowed }: DeviceUse): string | null {
  if (allowed === null) return null;
  const devices = allowed === 1 ? 'device' : 'devices';
  return `${used} of ${allowed} ${devices} of the plan ${used === 1 ? 'is' : 'are'} in use.`;
}
