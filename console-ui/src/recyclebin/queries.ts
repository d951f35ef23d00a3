import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type { Cluster, Deleted, Project } from '../api/records';

/** What an organisation can have back. */
export const useRecycleBin = (organizationId: string) => useList<Deleted>('recycle-bin', { organizationId });

/** Brings a cluster back; its page is shown while that goes on. */
export function useRestoreCluster(id: string) {
  return useChange(
    () => api.post<Cluster>(`/v1/clusters/${id}:restore`),
    'clusters',
    'operations',
    'recycle-bin',
  );
}

/** Brings a project back; its clusters stay in the bin. */
export function useRestoreProject(id: string) {
  return useChange(() => api.post<Project>(`/v1/projects/${id}:restore`), 'projects', 'recycle-bin');
}
