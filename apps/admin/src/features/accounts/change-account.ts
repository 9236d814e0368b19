import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { CreateUserRequest, UpdateUserRequest } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';

const ACCOUNTS = ['accounts'] as const;

export const accountsQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: [...ACCOUNTS, cursor],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/users', { params: { query: cursor === null ? {} : { cursor } }, signal })),
    placeholderData: keepPreviousData,
  });

export const noteAccounts = (queryClient: QueryClient): void =>
  void queryClient.invalidateQueries({ queryKey: ACCOUNTS });

/** Called by itself and not as a mutation: a password would stay in the query client’s cache. */
export const createAccount = (body: CreateUserRequest) => answered(api.POST('/v1/users', { body }));

export const updateAccount = (userId: string, body: UpdateUserRequest) =>
  answered(api.PATCH('/v1/users/{userId}', { params: { path: { userId } }, body }));

export const letAccountLeave = (userId: string) =>
  answered(api.POST('/v1/users/{userId}/leave', { params: { path: { userId } } }));

export const takeOffTwoFactor = (userId: string) =>
  answered(api.POST('/v1/users/{userId}/two-factor/reset', { params: { path: { userId } } }));

/** The link opens the account: it travels as any other secret does. */
export async function makeResetLink(userId: string): Promise<{ secret: OneTimeSecret; expiresAt: string }> {
  const { link, expiresAt } = await answered(
    api.POST('/v1/users/{userId}/password-reset', { params: { path: { userId } } }),
  );
  return { secret: new OneTimeSecret(link), expiresAt };
}
