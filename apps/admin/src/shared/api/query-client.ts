import { QueryClient } from '@tanstack/react-query';
import { ProblemError, UnreachableError } from './failure';

const worthAnotherTry = (error: Error): boolean =>
  error instanceof UnreachableError || (error instanceof ProblemError && error.problem.status === 503);

/** For what the server may tell again at any time. Secrets never pass through it. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The server may well run on this very machine: being offline says nothing about reaching it.
        networkMode: 'always',
        staleTime: 10_000,
        retry: (failures, error) => failures < 1 && worthAnotherTry(error),
        retryDelay: 400,
      },
    },
  });
