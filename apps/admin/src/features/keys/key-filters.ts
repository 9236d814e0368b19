import {
  KEY_ENVIRONMENTS,
  KEY_STATES,
  type KeyEnvironment,
  type KeyState,
  SEARCH_LENGTH_MAX,
} from '@latchkey/vocabulary';
import { containsWholeKey } from '../../shared/reveal/paste-guard';

export interface KeyFilters {
  readonly q?: string;
  readonly state?: KeyState;
  readonly environment?: KeyEnvironment;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | undefined =>
  values.find((value) => value === text);

/** Anything may stand in an address; what is no filter is ignored, and a whole key is never taken for a search. */
export function filtersOf(parameters: URLSearchParams): KeyFilters {
  const q = parameters.get('q')?.trim().slice(0, SEARCH_LENGTH_MAX);
  const state = oneOf(KEY_STATES, parameters.get('state'));
  const environment = oneOf(KEY_ENVIRONMENTS, parameters.get('environment'));
  return {
    ...(q && !containsWholeKey(q) && { q }),
    ...(state && { state }),
    ...(environment && { environment }),
  };
}

export const isFiltered = (filters: KeyFilters): boolean => Object.keys(filters).length > 0;

/** A changed filter begins at the newest key again. */
export const filtersToParameters = ({ q, state, environment }: KeyFilters): URLSearchParams =>
  new URLSearchParams({ ...(q && { q }), ...(state && { state }), ...(environment && { environment }) });
