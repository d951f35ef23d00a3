import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Change } from './records';

/** What is read anew when something of a kind has changed. */
const NOUNS: Record<Exclude<Change['kind'], 'RETURNED'>, string[]> = {
  ORGANIZATION: ['organizations'],
  PROJECT: ['projects'],
  CLUSTER: ['clusters'],
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
    let fresh = true;
    const source = new EventSource(`/v1/events?organizationId=${encodeURIComponent(organizationId)}`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const { kind } = JSON.parse(data) as Change;
      // The first event of all says that something may have been missed before; nothing was read before.
      const nouns = kind !== 'RETURNED' ? NOUNS[kind] : fresh ? [] : Object.values(NOUNS).flat();
      fresh = false;
      for (const noun of nouns) void client.invalidateQueries({ queryKey: [noun] });
    };
    return () => source.close();
  }, [client, organizationId]);
}
