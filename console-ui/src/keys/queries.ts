import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type { ApiKey, ApiKeyWithSecret, NewApiKey } from '../api/records';

export const useKeys = (projectId: string) => useList<ApiKey>('api-keys', { projectId });

export function useCreateKey() {
  return useChange((key: NewApiKey) => api.post<ApiKeyWithSecret>('/v1/api-keys', key), 'api-keys');
}

export function useRevokeKey(id: string) {
  return useChange(() => api.delete<void>(`/v1/api-keys/${id}`), 'api-keys');
}
