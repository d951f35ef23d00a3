import type { Invitation, Member, NewInvitation } from '../src/api/records';
import { created, ok, page, Refusal, wrong, type Call, type Reply, type Route } from './http.ts';

const WEEK_MS = 7 * 86_400_000;

/** Who is signed in. */
export const ADMINISTRATOR = { kind: 'USER' as const, id: 'u1', name: 'admin@aerie.local' };

/** People of one organisation, and who is asked to come. */
export class Members {
  readonly all: Member[] = [];
  readonly invited: Invitation[] = [];
  private readonly time: () => string;
  private readonly newId: (prefix: string) => string;

  constructor(time: () => string, newId: (prefix: string) => string) {
    this.time = time;
    this.newId = newId;
    this.add(ADMINISTRATOR.id, ADMINISTRATOR.name, 'ORGANIZATION_OWNER');
  }

  add(userId: string, name: string, role: Member['role']) {
    this.all.push({ userId, name, role, disabled: false, createdAt: this.time() });
  }

  invite(wanted: NewInvitation): Invitation {
    if (!wanted.email.includes('@')) throw wrong('email', 'must be an e-mail address');
    const made = {
      ...wanted,
      id: this.newId('inv'),
      expiresAt: new Date(Date.parse(this.time()) + WEEK_MS).toISOString(),
      acceptedAt: null,
      revokedAt: null,
    };
    this.invited.unshift(made);
    return made;
  }

  private get(userId: string): Member {
    const found = this.all.find((one) => one.userId === userId);
    if (!found) throw new Refusal(404, 'NOT_FOUND', `There is no member ${userId}.`);
    return found;
  }

  private change({ headers, body }: Call, userId: string): Reply {
    if (headers.get('If-Match') !== '"1"') throw new Refusal(428, 'PRECONDITION_REQUIRED', 'Send If-Match.');
    const member = this.get(userId);
    if (body.disabled || (body.role && body.role !== 'ORGANIZATION_OWNER')) this.mustNotBeLast(member);
    return ok(Object.assign(member, body));
  }

  private remove(userId: string): Reply {
    const member = this.get(userId);
    this.mustNotBeLast(member);
    this.all.splice(this.all.indexOf(member), 1);
    return { status: 204 };
  }

  private mustNotBeLast({ userId }: Member) {
    const others = this.all.filter(
      (one) => one.role === 'ORGANIZATION_OWNER' && !one.disabled && one.userId !== userId,
    );
    if (others.length === 0)
      throw new Refusal(409, 'LAST_OWNER', 'They are the last owner. Make somebody else owner first.');
  }

  private withdraw(id: string): Reply {
    const found = this.invited.find((one) => one.id === id);
    if (found) found.revokedAt = this.time();
    return { status: 204 };
  }

  readonly routes: Route[] = [
    ['GET', /^\/v1\/organizations\/([^/]+)\/members$/, ({ url }) => page(this.all, url)],
    ['GET', /^\/v1\/organizations\/([^/]+)\/members\/([^/]+)$/, (_, __, id) => ok(this.get(id), '"1"')],
    ['PATCH', /^\/v1\/organizations\/([^/]+)\/members\/([^/]+)$/, (call, __, id) => this.change(call, id)],
    ['DELETE', /^\/v1\/organizations\/([^/]+)\/members\/([^/]+)$/, (_, __, id) => this.remove(id)],
    ['GET', /^\/v1\/organizations\/([^/]+)\/invitations$/, ({ url }) => page(this.invited, url)],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/invitations$/,
      ({ body }) => created(this.invite(body as NewInvitation)),
    ],
    ['DELETE', /^\/v1\/organizations\/([^/]+)\/invitations\/([^/]+)$/, (_, __, id) => this.withdraw(id)],
  ];
}
