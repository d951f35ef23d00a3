import type {
  ApiKey,
  AuditEvent,
  Cluster,
  NewCluster,
  Organization,
  Project,
  Region,
} from '../src/api/records';
import { Accounts } from './accounts.ts';
import { Alerts } from './alerts.ts';
import { Backups } from './backups.ts';
import { Clusters } from './clusters.ts';
import { created, ok, page, Refusal, tagged, wrong, type Call, type Reply, type Route } from './http.ts';
import { ADMINISTRATOR, Members } from './members.ts';
import { Quotes } from './quotes.ts';
import { RecycleBin } from './recyclebin.ts';
import { Sso } from './sso.ts';

/** The only region, as its agent told it. */
const REGION: Region = {
  name: 'local',
  cloud: 'local',
  kind: 'MANAGED',
  available: true,
  lastSeenAt: null,
  classes: [
    {
      name: 'standard',
      description: 'For most uses.',
      cpuPerUnit: '500m',
      memoryPerUnit: '512Mi',
      default: true,
      versions: ['0.1.0', '0.2.0'],
    },
    {
      name: 'memory',
      description: 'More rows in memory.',
      cpuPerUnit: '500m',
      memoryPerUnit: '2Gi',
      default: false,
    },
  ],
  features: ['backups', 'cluster-options', 'engine-milvus', 'restart', 'tiering'],
};

/**
 * The control plane's `/v1` as the console sees it, in memory, for `npm run dev` and the tests. It keeps to
 * docs/architecture.md as far as the console goes; rules that no page shows are left out.
 */
export class Platform {
  signedIn = true;
  readonly calls: Call[] = [];
  readonly organizations: Organization[] = [];
  readonly projects: Project[] = [];
  readonly keys: ApiKey[] = [];
  readonly events: AuditEvent[] = [];
  /** The first event that is not as it was written, if there is one. */
  broken: { sequence: number; reason: string } | null = null;
  /** How many events one request proves. */
  provenAtOnce = 100_000;
  /** Tokens of invitations that hold. */
  readonly invitations: string[] = [];
  readonly clusters: Clusters;
  readonly bin: RecycleBin;
  readonly backups: Backups;
  readonly quotes: Quotes;
  readonly sso: Sso;
  readonly alerts: Alerts;
  readonly accounts: Accounts;
  readonly members: Members;
  region = REGION;
  private readonly now: () => number;
  private ids = 0;

  constructor(now: () => number) {
    this.now = now;
    const ids = (prefix: string) => this.newId(prefix);
    this.clusters = new Clusters(now, ids);
    this.bin = new RecycleBin(this.clusters, this.projects, now);
    this.quotes = new Quotes(this.clusters);
    this.backups = new Backups(() => this.time(), ids);
    this.sso = new Sso(() => this.time(), ids);
    this.alerts = new Alerts(() => this.time(), ids);
    this.accounts = new Accounts(() => this.time(), ids);
    this.members = new Members(() => this.time(), ids);
  }

  handle(call: Call): Reply {
    this.calls.push(call);
    try {
      if (!this.signedIn)
        throw new Refusal(401, 'UNAUTHENTICATED', 'Nobody is signed in. Sign in and try again.');
      if (call.method !== 'GET') this.check(call);
      return this.route(call);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { status: refusal.problem.status, body: refusal.problem };
    }
  }

  addOrganization(name: string): Organization {
    if (!name) throw wrong('name', 'must not be empty');
    const made = { id: this.newId('org'), name, createdAt: this.time() };
    this.organizations.push(made);
    this.audit('organization.create', made);
    return made;
  }

  addProject(organizationId: string, name: string): Project {
    if (!name) throw wrong('name', 'must not be empty');
    const made = { id: this.newId('prj'), organizationId, name, createdAt: this.time() };
    this.projects.push(made);
    this.audit('project.create', made);
    return made;
  }

  /** Its clusters are to be gone before. */
  deleteProject(id: string) {
    this.bin.take(this.project(id));
  }

  addKey(wanted: Partial<ApiKey>): ApiKey {
    if (!wanted.name) throw wrong('name', 'must not be empty');
    const key: ApiKey = {
      id: this.newId('key'),
      organizationId: wanted.organizationId ?? '',
      projectId: wanted.projectId ?? null,
      clusterIds: wanted.clusterIds ?? [],
      name: wanted.name,
      role: wanted.role ?? 'DATA_VIEWER',
      expiresAt: wanted.expiresAt ?? null,
      revokedAt: null,
      createdBy: wanted.createdBy ?? ADMINISTRATOR,
      createdAt: this.time(),
    };
    this.keys.push(key);
    this.audit('api-key.create', key);
    return key;
  }

  private accept(token: string): Reply {
    const found = this.invitations.indexOf(token);
    if (found < 0)
      throw new Refusal(409, 'INVITATION_INVALID', 'There is no such invitation. Ask for a new one.');
    this.invitations.splice(found, 1);
    return ok({ role: 'MEMBER' });
  }

  private readonly routes: Route[] = [
    ['GET', /^\/v1\/me$/, () => ok({ principal: ADMINISTRATOR })],
    ['GET', /^\/v1\/organizations$/, ({ url }) => page(this.organizations, url)],
    ['POST', /^\/v1\/organizations$/, ({ body }) => created(this.addOrganization(String(body.name)))],
    ['POST', /^\/v1\/invitations:accept$/, ({ body }) => this.accept(String(body.token))],
    ['GET', /^\/v1\/projects$/, ({ url }) => page(this.projects, url)],
    [
      'POST',
      /^\/v1\/projects$/,
      ({ body }) => created(this.addProject(String(body.organizationId), String(body.name))),
    ],
    ['GET', /^\/v1\/projects\/([^/]+)$/, (_, id) => ok(this.project(id))],
    ['GET', /^\/v1\/regions$/, ({ url }) => page([this.region], url)],
    ['GET', /^\/v1\/clusters$/, ({ url }) => page(matching(this.clusters.all(), url), url)],
    ['POST', /^\/v1\/clusters$/, ({ body }) => accepted(this.create(body))],
    ['GET', /^\/v1\/clusters\/([^/]+)$/, (_, id) => ok(this.clusters.get(id), etagOf(this.clusters.get(id)))],
    ['PATCH', /^\/v1\/clusters\/([^/]+)$/, (call, id) => this.change(call, id)],
    ['DELETE', /^\/v1\/clusters\/([^/]+)$/, (_, id) => accepted(this.clusters.delete(id))],
    ['POST', /^\/v1\/clusters\/([^/]+):suspend$/, (_, id) => accepted(this.clusters.suspend(id))],
    ['POST', /^\/v1\/clusters\/([^/]+):resume$/, (_, id) => accepted(this.clusters.resume(id))],
    ['POST', /^\/v1\/clusters\/([^/]+):restore$/, (_, id) => accepted(this.clusters.restore(id))],
    ['POST', /^\/v1\/clusters\/([^/]+):restart$/, (_, id) => accepted(this.clusters.restart(id))],
    [
      'POST',
      /^\/v1\/clusters\/([^/]+):upgrade$/,
      ({ body }, id) => accepted(this.clusters.upgrade(id, String(body.version))),
    ],
    ['GET', /^\/v1\/operations$/, ({ url }) => page(matching(this.clusters.operations, url), url)],
    ['GET', /^\/v1\/api-keys$/, ({ url }) => page(matching(this.keys, url), url)],
    [
      'POST',
      /^\/v1\/api-keys$/,
      ({ body }) => created({ ...this.addKey(body), secret: secretOf(this.keys.length) }),
    ],
    [
      'POST',
      /^\/v1\/api-keys\/([^/]+):rotate$/,
      ({ body }, id) => this.rotate(id, Number(body.overlapSeconds)),
    ],
    ['DELETE', /^\/v1\/api-keys\/([^/]+)$/, (_, id) => this.revoke(id)],
    ['GET', /^\/v1\/audit-events$/, ({ url }) => page(this.found(url), url)],
    ['GET', /^\/v1\/audit-events:verify$/, ({ url }) => ok(this.proof(url))],
    ['GET', /^\/v1\/usage$/, () => ok(this.usage())],
    ['GET', /^\/v1\/organizations\/([^/]+)\/quotas$/, () => ok({ items: this.quotas(20) })],
    ['GET', /^\/v1\/projects\/([^/]+)\/quotas$/, () => ok({ items: this.quotas(null) })],
  ];

  private route(call: Call): Reply {
    const parts = [this.quotes, this.bin, this.backups, this.sso, this.alerts, this.accounts, this.members];
    const all = [...this.routes, ...parts.flatMap(({ routes }) => routes)];
    for (const [method, path, answer] of all) {
      const match = method === call.method && path.exec(call.url.pathname);
      if (match) return answer(call, match[1] ?? '', match[2] ?? '');
    }
    throw new Refusal(404, 'NOT_FOUND', `Nothing is at ${call.url.pathname}.`);
  }

  private check({ method, headers, url }: Call) {
    if (headers.get('X-Aerie-Console') !== '1')
      throw new Refusal(403, 'CSRF', 'Header X-Aerie-Console is missing.');
    if (method === 'POST' && url.pathname !== '/v1/quotes' && !headers.get('Idempotency-Key')) {
      throw new Refusal(400, 'IDEMPOTENCY_KEY_MISSING', 'The console must send Idempotency-Key.');
    }
  }

  private project(id: string): Project {
    const found = this.projects.find((project) => project.id === id);
    if (!found) throw new Refusal(404, 'PROJECT_NOT_FOUND', `There is no project ${id}.`);
    return found;
  }

  private create(body: Partial<Cluster & NewCluster>): Cluster {
    const cluster = this.clusters.create(body, this.project(body.projectId ?? '').organizationId);
    this.audit('cluster.create', cluster);
    if (body.backupPolicy) this.backups.schedule(cluster.id, body.backupPolicy);
    return cluster;
  }

  private change({ headers, body }: Call, id: string): Reply {
    const match = headers.get('If-Match');
    if (!match) throw new Refusal(428, 'PRECONDITION_REQUIRED', 'Send If-Match with the ETag you read.');
    if (match !== etagOf(this.clusters.get(id))) {
      throw new Refusal(
        412,
        'PRECONDITION_FAILED',
        'The cluster has changed since you read it. Look again, then retry.',
      );
    }
    return accepted(this.clusters.change(id, body));
  }

  private key(id: string): ApiKey {
    const key = this.keys.find((one) => one.id === id);
    if (!key) throw new Refusal(404, 'API_KEY_NOT_FOUND', `There is no key ${id}.`);
    return key;
  }

  private rotate(id: string, overlapSeconds: number): Reply {
    const before = this.key(id);
    if (before.rotatedTo) throw new Refusal(409, 'KEY_ENDED', 'The key was rotated already.');
    const made = this.addKey(before);
    before.rotatedTo = made.id;
    before.expiresAt = new Date(this.now() + overlapSeconds * 1000).toISOString();
    return created({ ...made, secret: secretOf(this.keys.length) });
  }

  private revoke(id: string): Reply {
    const key = this.key(id);
    key.revokedAt = this.time();
    return { status: 204 };
  }

  private audit(action: string, after: { id: string }, result: AuditEvent['result'] = 'OK') {
    this.events.unshift({
      id: this.newId('evt'),
      at: this.time(),
      actor: ADMINISTRATOR,
      action,
      resource: after.id,
      result,
      traceId: '4bf92f3577',
      remoteAddress: '127.0.0.1',
      before: null,
      after,
    });
  }

  private usage() {
    const items = this.clusters.all().map((cluster) => ({
      clusterId: cluster.id,
      projectId: cluster.projectId,
      unitSeconds:
        cluster.units * cluster.replicas * Math.round((this.now() - Date.parse(cluster.createdAt)) / 1000),
      from: cluster.createdAt,
      to: this.time(),
    }));
    return { items, unitSeconds: items.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0) };
  }

  private found({ searchParams }: URL): AuditEvent[] {
    const asked = (name: string) => searchParams.get(name)?.toLowerCase() ?? '';
    return this.events.filter(
      (event) =>
        JSON.stringify(event).toLowerCase().includes(asked('q')) &&
        event.action.startsWith(asked('action').replace('*', '')) &&
        (event.actor.name ?? '').includes(asked('actor')) &&
        event.result.toLowerCase().includes(asked('result')),
    );
  }

  private proof(url: URL) {
    const lastSequence = this.events.length;
    const after = Number(url.searchParams.get('afterSequence') ?? 0);
    if (after > 0 && url.searchParams.get('afterHash') !== `f00d${after}`)
      throw new Refusal(400, 'INVALID_REQUEST', 'afterHash is not that of the event.');
    const verifiedThrough = Math.min(after + this.provenAtOnce, lastSequence);
    const firstBroken = this.broken && this.broken.sequence <= verifiedThrough ? this.broken : null;
    return {
      valid: !firstBroken,
      firstBroken,
      lastSequence,
      lastHash: `f00d${lastSequence}`,
      complete: !firstBroken && verifiedThrough === lastSequence,
      verifiedThrough,
      verifiedHash: `f00d${verifiedThrough}`,
    };
  }

  private quotas(limit: number | null) {
    const used = this.clusters.all().length;
    return [
      { quota: 'CLUSTERS', used, limit },
      { quota: 'API_KEYS', used: this.keys.length, limit: limit && limit * 10 },
    ];
  }

  private newId(prefix: string): string {
    return `${prefix}_01ka${String(++this.ids).padStart(22, '0')}`;
  }

  private time(): string {
    return new Date(this.now()).toISOString();
  }
}

/** Looks like the secret of a key, and is none. */
export const secretOf = (number: number) => `aerie_${String(number).padStart(26, '0')}_${'s'.repeat(49)}`;

const accepted = (cluster: Cluster): Reply => tagged(202, cluster, etagOf(cluster));

function etagOf(cluster: Cluster): string {
  return `"${cluster.updatedAt}-${cluster.state}"`;
}

function matching<T extends object>(items: T[], { searchParams }: URL): T[] {
  const asked = [...searchParams].filter(([name]) => name !== 'limit' && name !== 'cursor');
  return items.filter((item) => asked.every(([name, value]) => asks(Reflect.get(item, name), value)));
}

/** Whether a property is what was asked for, or names it as its id. */
function asks(held: unknown, value: string): boolean {
  return held === value || (typeof held === 'object' && held !== null && Reflect.get(held, 'id') === value);
}
