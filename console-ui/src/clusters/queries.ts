import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { useChange, useList, useOne } from '../api/queries';
import type { Cluster, ClusterChanges, NewCluster, Operation, Region } from '../api/records';
import { isMoving } from './state';

const WHILE_MOVING_MS = 2_000;
const AT_REST_MS = 10_000;

const pace = (clusters: Cluster[] = []) => (clusters.some(isMoving) ? WHILE_MOVING_MS : AT_REST_MS);

export const useClusters = (projectId: string) =>
  useList<Cluster>('clusters', { projectId }, { pollEvery: pace });

export const useClustersOf = (organizationId: string) =>
  useList<Cluster>('clusters', { organizationId, limit: '200' });

export const useCluster = (id: string) =>
  useOne<Cluster>('clusters', id, { pollEvery: (cluster) => pace(cluster && [cluster]) });

export const useRegions = () => useList<Region>('regions');

export const useOperations = (clusterId: string) =>
  useList<Operation>(
    'operations',
    { clusterId },
    { pollEvery: (known = []) => (known.some((one) => !one.finishedAt) ? WHILE_MOVING_MS : AT_REST_MS) },
  );

const TOUCHED = ['clusters', 'operations'];

export function useCreateCluster() {
  return useChange((cluster: NewCluster) => api.post<Cluster>('/v1/clusters', cluster), ...TOUCHED);
}

export function useChangeCluster(id: string, etag: string | null) {
  const client = useQueryClient();
  return useChange(
    async (changes: ClusterChanges) => {
      const answer = await api.patch<Cluster>(`/v1/clusters/${id}`, changes, etag);
      client.setQueryData(['clusters', id], answer);
      return answer;
    },
    ...TOUCHED,
  );
}

export function useSuspension(id: string) {
  return useChange(
    (verb: 'suspend' | 'resume') => api.post<Cluster>(`/v1/clusters/${id}:${verb}`),
    ...TOUCHED,
  );
}

export function useRestart(id: string) {
  return useChange(() => api.post<Cluster>(`/v1/clusters/${id}:restart`), ...TOUCHED);
}

export function useUpgrade(id: string) {
  return useChange(
    (version: string) => api.post<Cluster>(`/v1/clusters/${id}:upgrade`, { version }),
    ...TOUCHED,
  );
}

export function useDeleteCluster(id: string) {
  return useChange(() => api.delete<Cluster>(`/v1/clusters/${id}`), ...TOUCHED);
}
