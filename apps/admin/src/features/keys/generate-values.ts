import type { CreateKeyRequest } from '../../shared/api/model';
import {
  type KeyEnvironment,
  type KeyType,
  type ResourceScope,
  SCOPE_BUNDLES,
  type Scope,
  type ScopeBundle,
} from '@latchkey/vocabulary';
import { type ExpiryChoice, expiryForRequest } from './expiry-choice';
import { restrictionsForNew, type RestrictionValues, UNRESTRICTED } from './restrictions';

export type ScopeChoice = 'default' | ScopeBundle | 'chosen';

/** The form of a new key, as its controls hold it. */
export interface GenerateValues extends RestrictionValues {
  label: string;
  type: KeyType;
  environment: KeyEnvironment;
  scopeChoice: ScopeChoice;
  chosenScopes: ResourceScope[];
  expiry: ExpiryChoice;
  expiryDate: string;
  /** Empty: bound to none. */
  appId: string;
}

export const INITIAL_VALUES: GenerateValues = {
  ...UNRESTRICTED,
  label: '',
  type: 'production',
  environment: 'live',
  scopeChoice: 'default',
  chosenScopes: [],
  expiry: 'default',
  expiryDate: '',
  appId: '',
};

const isBundle = (choice: ScopeChoice): choice is ScopeBundle => Object.hasOwn(SCOPE_BUNDLES, choice);

/** What the key will hold; the API's defaults where the form leaves it to them. */
export function scopesOf(
  { scopeChoice, chosenScopes }: Pick<GenerateValues, 'scopeChoice' | 'chosenScopes'>,
  defaults: readonly Scope[],
): readonly Scope[] {
  if (isBundle(scopeChoice)) return [scopeChoice];
  return scopeChoice === 'chosen' ? chosenScopes : defaults;
}

/** What is left to the API's defaults is left out: the server applies them. */
export function requestOf(values: GenerateValues, nowMs: number): CreateKeyRequest {
  return {
    label: values.label.trim(),
    type: values.type,
    environment: values.environment,
    ...(values.scopeChoice !== 'default' && { scopes: [...scopesOf(values, [])] }),
    ...expiryForRequest(values.expiry, values.expiryDate, nowMs),
    ...restrictionsForNew(values),
    ...(values.appId !== '' && { appId: values.appId }),
  };
}
