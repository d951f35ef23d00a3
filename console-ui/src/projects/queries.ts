import { createContext, useContext } from 'react';
import { api } from '../api/client';
import { useChange, useList, useOne } from '../api/queries';
import type { Organization, Project } from '../api/records';

const ALL = { limit: '200' };

export const useOrganizations = () => useList<Organization>('organizations', ALL);
export const useProjects = () => useList<Project>('projects', ALL);
export const useProject = (id: string) => useOne<Project>('projects', id);

export function useCreateOrganization() {
  return useChange((name: string) => api.post<Organization>('/v1/organizations', { name }), 'organizations');
}

export function useCreateProject() {
  return useChange(
    (project: { organizationId: string; name: string }) => api.post<Project>('/v1/projects', project),
    'projects',
  );
}

/** The project of the pages below `/projects/{id}`. */
export const CurrentProject = createContext<Project | null>(null);

export function useCurrentProject(): Project {
  const project = useContext(CurrentProject);
  if (!project) throw new Error('useCurrentProject belongs below ProjectScope');
  return project;
}
