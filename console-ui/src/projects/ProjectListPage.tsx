import { Link } from 'react-router';
import type { Organization } from '../api/records';
import { Loaded } from '../ui/Loaded';
import { Page } from '../ui/Page';
import { NameForm } from './NameForm';
import { useCreateOrganization, useCreateProject, useOrganizations, useProjects } from './queries';

export function ProjectListPage() {
  const organizations = useOrganizations();
  const create = useCreateOrganization();
  return (
    <Page title="Projects" lead="Clusters and API keys live in projects; an organisation owns them.">
      <Loaded query={organizations}>
        {() =>
          organizations.items.map((organization) => <Projects key={organization.id} of={organization} />)
        }
      </Loaded>
      <section className="card" aria-label="New organisation">
        <NameForm
          label="New organisation"
          action="Create organisation"
          create={create}
          submit={create.mutateAsync}
        />
      </section>
    </Page>
  );
}

function Projects({ of: organization }: { of: Organization }) {
  const projects = useProjects();
  const create = useCreateProject();
  const own = projects.items.filter((project) => project.organizationId === organization.id);
  return (
    <section className="card" aria-label={organization.name}>
      <div className="card-head">
        <h2>{organization.name}</h2>
        <Link
          className="button button-quiet"
          to={`/organizations/${organization.id}/deleted`}
          aria-label={`Recently deleted in ${organization.name}`}
        >
          Recently deleted
        </Link>
      </div>
      <Loaded query={projects}>
        {() =>
          own.length === 0 ? (
            <p className="soft">No project yet.</p>
          ) : (
            <ul className="row">
              {own.map((project) => (
                <li key={project.id}>
                  <Link className="button" to={`/projects/${project.id}/clusters`}>
                    {project.name}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <NameForm
        label={`New project in ${organization.name}`}
        action="Create project"
        create={create}
        submit={(name) => create.mutateAsync({ organizationId: organization.id, name })}
      />
    </section>
  );
}
