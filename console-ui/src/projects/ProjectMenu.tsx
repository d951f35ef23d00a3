import { useId } from 'react';
import { useNavigate } from 'react-router';
import { useOrganizations, useProjects } from './queries';

const ALL_PROJECTS = '';

/** Switches between projects, grouped by organisation. */
export function ProjectMenu({ projectId }: { projectId: string }) {
  const id = useId();
  const navigate = useNavigate();
  const organizations = useOrganizations();
  const projects = useProjects();

  function go(target: string) {
    void navigate(target === ALL_PROJECTS ? '/projects' : `/projects/${target}/clusters`);
  }

  return (
    <div className="project-menu">
      <label htmlFor={id}>Project</label>
      <select id={id} value={projectId} onChange={(event) => go(event.target.value)}>
        {organizations.items.map((organization) => (
          <optgroup key={organization.id} label={organization.name}>
            {projects.items
              .filter((project) => project.organizationId === organization.id)
              .map((project) => (
                <option key={project.id} value={project.id}>
                  {project.name}
                </option>
              ))}
          </optgroup>
        ))}
        <option value={ALL_PROJECTS}>All projects and new ones…</option>
      </select>
    </div>
  );
}
