import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type { ApiKey, ApiKeyWithSecret, NewApiKey } from '../api/records';

export const useKeys = (projectId: string) => useList<ApiKey>('api-keys', { projectId });

/** Keys that somebody made, and keys made by these. */
export const useKeysOf = (organizationId: string, createdBy: string) =>
  useList<ApiKey>('api-keys', { organizationId, createdBy, limit: '200' });

export function useCreateKey() {
  return useChange((key: NewApiKey) => api.post<ApiKeyWithSecret>('/v1/api-keys', key), 'api-keys');
}

/** Answers the key that takes its place. */
export function useRotateKey(id: string) {
  return useChange(
    (rotation: { overlapSeconds: number }) =>
      api.post<ApiKeyWithSecret>(`/v1/api-keys/${id}:rotate`, rotation),
    'api-keys',
  );
}

export function useRevokeKey(id: string) {
  return useChange(() => api.delete<void>(`/v1/api-keys/${id}`), 'api-keys');
}
