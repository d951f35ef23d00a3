import { useEffect } from 'react';
import { Outlet, useParams } from 'react-router';
import { useChanges } from '../api/changes';
import { ApiError } from '../api/problem';
import type { Project } from '../api/records';
import { NotFoundPage } from '../NotFoundPage';
import { Loaded } from '../ui/Loaded';
import { rememberProject } from './lastProject';
import { CurrentProject, useProject } from './queries';

/** Reads the project that the address names, for all pages below it. */
export function ProjectScope() {
  const { projectId = '' } = useParams();
  const project = useProject(projectId);

  useEffect(() => {
    if (project.data) rememberProject(projectId);
  }, [project.data, projectId]);

  if (project.error instanceof ApiError && project.error.notFound) return <NotFoundPage />;
  return <Loaded query={project}>{() => <Within project={project.data!.body} />}</Loaded>;
}

function Within({ project }: { project: Project }) {
  useChanges(project.organizationId);
  return (
    <CurrentProject value={project}>
      <Outlet />
    </CurrentProject>
  );
}
