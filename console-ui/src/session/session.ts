import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { ApiError } from '../api/problem';
import { SESSION } from '../api/queries';
import type { Me } from '../api/records';

const RETURN_TO = 'aerie.return-to';

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: SESSION,
    queryFn: async ({ signal }) => {
      try {
        return (await api.get<Me>('/v1/me', signal)).body;
      } catch (error) {
        if (error instanceof ApiError && error.signedOut) return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

/** Signing in comes back to `/`, so the page that asked for it is kept for the way back. */
export function rememberPlace(path: string) {
  if (path !== '/') sessionStorage.setItem(RETURN_TO, path);
}

export function rememberedPlace(): string | null {
  return sessionStorage.getItem(RETURN_TO);
}

export function forgetPlace() {
  sessionStorage.removeItem(RETURN_TO);
}
