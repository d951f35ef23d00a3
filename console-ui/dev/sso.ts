import type {
  NewSsoConnection,
  SamlAttributes,
  SsoCheck,
  SsoConnection,
  SsoConnectionChanges,
} from '../src/api/records';
import { created, ok, page, Refusal, wrong, type Call, type Reply, type Route } from './http.ts';

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const NAME = /^[-\w.:/#?=&%+~@]{1,200}$/;
const AUTH = 'https://id.example.com/realms/aerie';

/** Connections to identity providers of one organisation. */
export class Sso {
  readonly connections: SsoConnection[] = [];
  /** Names of TXT records that have been set. */
  readonly records: string[] = [];
  private readonly time: () => string;
  private readonly newId: (prefix: string) => string;

  constructor(time: () => string, newId: (prefix: string) => string) {
    this.time = time;
    this.newId = newId;
  }

  connect(organizationId: string, wanted: NewSsoConnection): SsoConnection {
    if (!wanted.name) throw wrong('name', 'must not be empty');
    if (!DOMAIN.test(wanted.domain)) throw wrong('domain', 'must be a domain, as in example.com');
    const { saml } = wanted;
    if (saml && 'metadataUrl' in saml && !saml.metadataUrl)
      throw wrong('saml.metadataUrl', 'must be an https address');
    if (saml && 'metadata' in saml) check(saml.metadata);
    checkNames(saml?.attributes);
    const id = this.newId('sso');
    const made: SsoConnection = {
      id,
      organizationId,
      name: wanted.name,
      protocol: wanted.protocol,
      domain: wanted.domain,
      domainRecord: {
        name: `_aerie.${wanted.domain}`,
        value: 'aerie-domain-verification=5d2f3c9a41b7e8060f1c2d3e4a5b6c7d',
      },
      domainVerifiedAt: null,
      enforced: false,
      breakGlassUserId: null,
      saml: saml
        ? {
            entityId: `https://idp.${wanted.domain}/saml`,
            metadataUrl: 'metadataUrl' in saml ? saml.metadataUrl : null,
            metadataReadAt: this.time(),
            metadataProblem: null,
            attributes: { email: 'email', firstName: 'firstName', lastName: 'lastName', ...saml.attributes },
            serviceProvider: {
              entityId: `${AUTH}/${id}`,
              assertionConsumerUrl: `${AUTH}/broker/${id}/endpoint`,
            },
          }
        : null,
      oidc: wanted.oidc
        ? {
            issuer: wanted.oidc.issuer,
            clientId: wanted.oidc.clientId,
            redirectUri: `${AUTH}/broker/${id}/endpoint`,
          }
        : null,
      createdAt: this.time(),
      updatedAt: this.time(),
    };
    this.connections.push(made);
    return made;
  }

  private get(id: string): SsoConnection {
    const found = this.connections.find((one) => one.id === id);
    if (!found) throw new Refusal(404, 'NOT_FOUND', `There is no connection ${id}.`);
    return found;
  }

  private verify(id: string): Reply {
    const connection = this.get(id);
    const { name } = connection.domainRecord;
    if (!this.records.includes(name))
      throw new Refusal(
        409,
        'DOMAIN_UNVERIFIED',
        `There is no TXT record ${name} yet. Add it, then try again.`,
      );
    connection.domainVerifiedAt = this.time();
    return ok(connection);
  }

  private test(id: string): SsoCheck {
    const { domain, domainVerifiedAt } = this.get(id);
    const ok = domainVerifiedAt !== null;
    const message = `The domain ${domain} is ${ok ? '' : 'not '}verified.`;
    return { ok, findings: [{ subject: 'DOMAIN', ok, message }] };
  }

  private change({ headers, body }: Call, id: string): Reply {
    if (!headers.get('If-Match')) throw new Refusal(428, 'PRECONDITION_REQUIRED', 'Send If-Match.');
    const connection = this.get(id);
    if (body.enforced && !connection.domainVerifiedAt)
      throw new Refusal(409, 'DOMAIN_UNVERIFIED', 'Verify the domain first.');
    const { saml, ...rest } = body as SsoConnectionChanges;
    if (saml && 'metadata' in saml && connection.saml) {
      check(saml.metadata);
      Object.assign(connection.saml, { metadataUrl: null, metadataReadAt: this.time() });
    }
    if (saml && 'attributes' in saml && connection.saml) {
      checkNames(saml.attributes);
      Object.assign(connection.saml.attributes, saml.attributes);
    }
    return ok(Object.assign(connection, rest));
  }

  readonly routes: Route[] = [
    ['GET', /^\/v1\/organizations\/([^/]+)\/sso-connections$/, ({ url }) => page(this.connections, url)],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/sso-connections$/,
      ({ body }, id) => created(this.connect(id, body as NewSsoConnection)),
    ],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/sso-connections\/([^/:]+):verify-domain$/,
      (_, __, id) => this.verify(id),
    ],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/sso-connections\/([^/:]+):test$/,
      (_, __, id) => ok(this.test(id)),
    ],
    [
      'GET',
      /^\/v1\/organizations\/([^/]+)\/sso-connections\/([^/:]+)$/,
      (_, __, id) => ok(this.get(id), '"1"'),
    ],
    [
      'PATCH',
      /^\/v1\/organizations\/([^/]+)\/sso-connections\/([^/:]+)$/,
      (call, __, id) => this.change(call, id),
    ],
  ];
}

function checkNames(attributes: Partial<SamlAttributes> = {}) {
  const bad = Object.entries(attributes).find(([, name]) => !NAME.test(name));
  if (bad) throw wrong(`saml.attributes.${bad[0]}`, 'must be the name of an attribute, 1 to 200 characters');
}

function check(metadata: string) {
  if (!metadata.includes('EntityDescriptor')) throw wrong('saml.metadata', 'is not SAML metadata');
}
