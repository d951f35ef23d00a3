import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Change } from './records';

/** What is read anew when something of a kind has changed. */
const NOUNS: Record<Exclude<Change['kind'], 'RETURNED'>, string[]> = {
  ORGANIZATION: ['organizations'],
  PROJECT: ['projects', 'recycle-bin'],
  CLUSTER: ['clusters', 'recycle-bin'],
  OPERATION: ['operations'],
  API_KEY: ['api-keys'],
};

/**
 * Reads anew what others change in an organisation, when the control plane tells of it. Pages that must not be late ask
 * by themselves too: a stream can break.
 */
export function useChanges(organizationId: string) {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource(`/v1/events?organizationId=${encodeURIComponent(organizationId)}`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const { kind } = JSON.parse(data) as Change;
      // The first event of all says so, too: pages read before the stream was there, and what changed meanwhile is not told.
      const nouns = kind === 'RETURNED' ? Object.values(NOUNS).flat() : NOUNS[kind];
      for (const noun of nouns) void readAnew(client, noun);
    };
    return () => source.close();
  }, [client, organizationId]);
}

/** A read that is under way may have seen what was before, so it is begun anew. */
async function readAnew(client: QueryClient, noun: string) {
  await client.cancelQueries({ queryKey: [noun] });
  await client.invalidateQueries({ queryKey: [noun] });
}
