import { NavLink, Outlet, useLocation, useMatch } from 'react-router';
import { ProjectMenu } from './projects/ProjectMenu';
import { SignedInAs } from './session/SignedInAs';
import { Fallible } from './ui/Fallible';
import { Mark } from './ui/Mark';

const PLACES = [
  ['clusters', 'Clusters'],
  ['keys', 'API keys'],
  ['usage', 'Usage'],
  ['audit', 'Audit log'],
  ['alerts', 'Alerts'],
  ['members', 'Members'],
  ['service-accounts', 'Service accounts'],
  ['sso', 'Single sign-on'],
] as const;

/** The frame around every signed-in page: where am I, where can I go, who am I. */
export function Shell() {
  const { pathname } = useLocation();
  const projectId = useMatch('/projects/:projectId/*')?.params.projectId;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="side">
        <NavLink className="brand" to="/projects">
          <Mark />
          Aerie
        </NavLink>
        {projectId && (
          <>
            <ProjectMenu projectId={projectId} />
            <nav aria-label="Project">
              {PLACES.map(([path, name]) => (
                <NavLink key={path} to={`/projects/${projectId}/${path}`}>
                  {name}
                </NavLink>
              ))}
            </nav>
          </>
        )}
        <SignedInAs />
      </header>
      <main id="main" tabIndex={-1}>
        <Fallible key={pathname}>
          <Outlet />
        </Fallible>
      </main>
    </div>
  );
}
