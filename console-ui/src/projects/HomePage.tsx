import { Navigate } from 'react-router';
import { rememberedPlace } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { lastProject } from './lastProject';
import { Onboarding } from './Onboarding';
import { useOrganizations, useProjects } from './queries';

/** To the page that asked for the sign-in, else to the project last worked in, else to the first steps. */
export function HomePage() {
  const place = rememberedPlace();
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

  if (place) return <Navigate to={place} replace />;
  return <Loaded query={both}>{choose}</Loaded>;
}
