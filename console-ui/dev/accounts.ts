import type { NewServiceAccount, ServiceAccount, ServiceAccountWithSecret } from '../src/api/records';
import { created, ok, page, Refusal, wrong, type Call, type Reply, type Route } from './http.ts';
import { ADMINISTRATOR } from './members.ts';

/** Service accounts of one organisation, and their newest secrets. */
export class Accounts {
  readonly all: ServiceAccount[] = [];
  private readonly time: () => string;
  private readonly newId: (prefix: string) => string;
  private secrets = 0;

  constructor(time: () => string, newId: (prefix: string) => string) {
    this.time = time;
    this.newId = newId;
  }

  make(organizationId: string, wanted: NewServiceAccount): ServiceAccountWithSecret {
    if (!wanted.name) throw wrong('name', 'must not be empty');
    const made = {
      ...wanted,
      id: this.newId('sac'),
      organizationId,
      disabled: false,
      createdBy: ADMINISTRATOR,
      createdAt: this.time(),
    };
    this.all.push(made);
    return this.withSecret(made);
  }

  private withSecret(account: ServiceAccount): ServiceAccountWithSecret {
    return {
      ...account,
      secret: `secret-${++this.secrets}`,
      tokenUrl: 'https://id.example.com/realms/aerie/protocol/openid-connect/token',
    };
  }

  private get(id: string): ServiceAccount {
    const found = this.all.find((one) => one.id === id);
    if (!found) throw new Refusal(404, 'NOT_FOUND', `There is no service account ${id}.`);
    return found;
  }

  private change({ headers, body }: Call, id: string): Reply {
    if (headers.get('If-Match') !== '"1"') throw new Refusal(428, 'PRECONDITION_REQUIRED', 'Send If-Match.');
    return ok(Object.assign(this.get(id), body));
  }

  readonly routes: Route[] = [
    ['GET', /^\/v1\/organizations\/([^/]+)\/service-accounts$/, ({ url }) => page(this.all, url)],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/service-accounts$/,
      ({ body }, id) => created(this.make(id, body as NewServiceAccount)),
    ],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/service-accounts\/([^/:]+):rotate-secret$/,
      (_, __, id) => ok(this.withSecret(this.get(id))),
    ],
    [
      'GET',
      /^\/v1\/organizations\/([^/]+)\/service-accounts\/([^/:]+)$/,
      (_, __, id) => ok(this.get(id), '"1"'),
    ],
    [
      'PATCH',
      /^\/v1\/organizations\/([^/]+)\/service-accounts\/([^/:]+)$/,
      (call, __, id) => this.change(call, id),
    ],
    [
      'DELETE',
      /^\/v1\/organizations\/([^/]+)\/service-accounts\/([^/:]+)$/,
      (_, __, id) => {
        this.all.splice(this.all.indexOf(this.get(id)), 1);
        return { status: 204 };
      },
    ],
  ];
}
