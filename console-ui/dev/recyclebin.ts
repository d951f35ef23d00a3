import type { Deleted, Project } from '../src/api/records';
import type { Clusters } from './clusters.ts';
import { ok, page, Refusal, type Reply, type Route } from './http.ts';

const KEPT_MS = 30 * 86_400_000;

/** What was deleted and can be brought back. */
export class RecycleBin {
  private readonly clusters: Clusters;
  private readonly projects: Project[];
  private readonly gone: { project: Project; at: number }[] = [];
  private readonly now: () => number;

  constructor(clusters: Clusters, projects: Project[], now: () => number) {
    this.clusters = clusters;
    this.projects = projects;
    this.now = now;
  }

  readonly routes: Route[] = [
    ['GET', /^\/v1\/recycle-bin$/, ({ url }) => page(this.of(url.searchParams.get('organizationId')), url)],
    ['POST', /^\/v1\/projects\/([^/]+):restore$/, (_, id) => this.restore(id)],
  ];

  /** Moves a project into it. */
  take(project: Project) {
    this.projects.splice(this.projects.indexOf(project), 1);
    this.gone.push({ project, at: this.now() });
  }

  private of(organizationId: string | null): Deleted[] {
    const clusters = this.clusters
      .allDeleted()
      .filter(({ cluster }) => cluster.organizationId === organizationId)
      .map(({ cluster, at }) => deleted('CLUSTER', cluster.projectId, cluster, at));
    const projects = this.gone
      .filter(({ project }) => project.organizationId === organizationId)
      .map(({ project, at }) => deleted('PROJECT', project.id, project, at));
    return [...clusters, ...projects];
  }

  private restore(id: string): Reply {
    const found = this.gone.findIndex(({ project }) => project.id === id);
    const [entry] = found < 0 ? [] : this.gone.splice(found, 1);
    if (!entry) throw new Refusal(409, 'PROJECT_NOT_DELETED', 'The project has not been deleted.');
    this.projects.push(entry.project);
    return ok(entry.project);
  }
}

function deleted(
  kind: Deleted['kind'],
  projectId: string,
  { id, name }: { id: string; name: string },
  at: number,
): Deleted {
  return {
    kind,
    id,
    projectId,
    name,
    deletedAt: new Date(at).toISOString(),
    purgeAt: new Date(at + KEPT_MS).toISOString(),
  };
}
