import { Navigate } from 'react-router';
import { Loaded } from '../ui/Loaded';
import { lastProject } from './lastProject';
import { Onboarding } from './Onboarding';
import { useOrganizations, useProjects } from './queries';

/** Straight to the project last worked in; to the first steps when there is none. */
export function HomePage() {
  const organizations = useOrganizations();
  const projects = useProjects();
  const both = {
    isPending: organizations.isPending || projects.isPending,
    error: organizations.error ?? projects.error,
    data: organizations.data && projects.data,
    refetch: () => Promise.all([organizations.refetch(), projects.refetch()]),
  };

  function choose() {
    const known = projects.items.find((project) => project.id === lastProject()) ?? projects.items[0];
    if (known) return <Navigate to={`/projects/${known.id}/clusters`} replace />;
    return <Onboarding organization={organizations.items[0]} />;
  }

  return <Loaded query={both}>{choose}</Loaded>;
}
