import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Quote, Wanted } from './quote';
import { useSettled } from './settled';

/** What something would cost, once nobody types any more; null asks nothing. */
export function useQuote(wanted: Wanted | null) {
  const asked = JSON.stringify(wanted);
  const settled = useSettled(asked);
  const isWanted = wanted !== null && settled !== 'null';
  const query = useQuery({
    queryKey: ['quotes', settled],
    queryFn: async ({ signal }) =>
      (await api.ask<Quote>('/v1/quotes', JSON.parse(settled) as Wanted, signal)).body,
    enabled: isWanted,
    // Beside a form nobody waits for it, and what is there now may have changed the next time.
    retry: false,
    refetchOnWindowFocus: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  return {
    quote: isWanted ? query.data : undefined,
    error: isWanted ? query.error : null,
    busy: wanted !== null && (query.isFetching || settled !== asked),
  };
}
