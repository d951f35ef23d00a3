import {
  MutationCache,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Versioned } from './client';
import { ApiError } from './problem';
import type { Page } from './records';

export const SESSION = ['me'];

type Params = Record<string, string | undefined>;
type Options<T> = { pollEvery?: (latest: T | undefined) => number; enabled?: boolean };

/** The cache of what `/v1` told. An answer 401 anywhere ends the session everywhere. */
export function newQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.signedOut) client.setQueryData(SESSION, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < 2 && isPassing(error), staleTime: 1000 },
      // A change is tried while offline too, so that it fails with words instead of waiting silently.
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

function isPassing(error: Error): boolean {
  return !(error instanceof ApiError) || error.problem.status === 0 || error.problem.status >= 500;
}

/** One resource of a noun, with its ETag. */
export function useOne<T>(noun: string, id: string, options: Options<T> = {}) {
  return useQuery({
    queryKey: [noun, id],
    queryFn: ({ signal }) => api.get<T>(`/v1/${noun}/${id}`, signal),
    enabled: options.enabled,
    refetchInterval: ({ state }) =>
      options.pollEvery?.((state.data as Versioned<T> | undefined)?.body) ?? false,
  });
}

/** A list of a noun, page after page; `items` holds all pages read so far. */
export function useList<T>(noun: string, params: Params = {}, options: Options<T[]> = {}) {
  const query = useInfiniteQuery({
    queryKey: [noun, 'list', params],
    queryFn: async ({ pageParam, signal }) => {
      const search = searchOf({ ...params, cursor: pageParam ?? undefined });
      return (await api.get<Page<T>>(`/v1/${noun}${search}`, signal)).body;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: options.enabled,
    refetchInterval: ({ state }) =>
      options.pollEvery?.(state.data?.pages.flatMap((page) => page.items)) ?? false,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, items };
}

/** A change through `/v1`; whatever it answers, the nouns it touches are read again. */
export function useChange<V, R>(change: (input: V) => Promise<Versioned<R>>, ...nouns: string[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => {
      for (const noun of nouns) void client.invalidateQueries({ queryKey: [noun] });
    },
  });
}

export function searchOf(params: Params): string {
  const known = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return known.length === 0 ? '' : `?${new URLSearchParams(known)}`;
}
