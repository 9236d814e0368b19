import { ALERT_KINDS, ALERT_STATES, type AlertKind, type AlertState } from '@latchkey/vocabulary';

export interface AlertFilters {
  readonly state?: AlertState;
  readonly kind?: AlertKind;
  readonly keyId?: string;
}

const KEY_ID = /^key_[0-9a-z]{26}$/;

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | undefined =>
  values.find((value) => value === text);

/** Anything may stand in an address; what is no filter is ignored. */
export function filtersOf(parameters: URLSearchParams): AlertFilters {
  const state = oneOf(ALERT_STATES, parameters.get('state'));
  const kind = oneOf(ALERT_KINDS, parameters.get('kind'));
  const keyId = parameters.get('keyId');
  return {
    ...(state && { state }),
    ...(kind && { kind }),
    ...(keyId !== null && KEY_ID.test(keyId) && { keyId }),
  };
}

export const isFiltered = (filters: AlertFilters): boolean => Object.keys(filters).length > 0;

/** A changed filter begins at the newest alert again. */
export const filtersToParameters = (filters: AlertFilters): URLSearchParams => new URLSearchParams({ ...filters });
