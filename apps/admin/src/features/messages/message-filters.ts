import { MESSAGE_STATUSES, type MessageStatus } from '@latchkey/vocabulary';

export interface MessageFilters {
  readonly status?: MessageStatus;
  readonly deviceId?: string;
  readonly sandbox?: boolean;
}

/** Anything may stand in an address; what is no filter is ignored. */
export function filtersOf(parameters: URLSearchParams): MessageFilters {
  const status = MESSAGE_STATUSES.find((each) => each === parameters.get('status'));
  const deviceId = parameters.get('deviceId');
  const sandbox = parameters.get('sandbox');
  return {
    ...(status && { status }),
    ...(deviceId !== null && /^\w{1,40}$/.test(deviceId) && { deviceId }),
    ...((sandbox === 'true' || sandbox === 'false') && { sandbox: sandbox === 'true' }),
  };
}

/** A changed filter begins at the newest message again. */
export const filtersToParameters = ({ status, deviceId, sandbox }: MessageFilters): URLSearchParams =>
  new URLSearchParams({
    ...(status && { status }),
    ...(deviceId && { deviceId }),
    ...(sandbox !== undefined && { sandbox: String(sandbox) }),
  });

export const isFiltered = (filters: MessageFilters): boolean => Object.keys(filters).length > 0;
