import type { SsoConnection } from '../api/records';
import { InlineCopy } from '../ui/Copy';
import { serviceProviderMetadata } from './queries';

/** What the provider has to know of us. */
export function ProviderSide({ connection }: { connection: SsoConnection }) {
  const { saml, oidc } = connection;
  return (
    <section className="card" aria-labelledby="provider">
      <h2 id="provider">At the provider</h2>
      {saml && (
        <>
          <p>
            Give it{' '}
            <a href={serviceProviderMetadata(connection)} download={`${connection.id}.xml`}>
              the metadata of this service
            </a>
            , or these two addresses.
          </p>
          <dl className="stack">
            <Known name="Entity id" value={saml.serviceProvider.entityId} />
            <Known name="Assertion consumer URL" value={saml.serviceProvider.assertionConsumerUrl} />
          </dl>
          {saml.metadataProblem && <p className="field-error">{saml.metadataProblem}</p>}
        </>
      )}
      {oidc && (
        <>
          <p>
            Allow client {oidc.clientId} this address to come back to, and the scopes openid profile email.
          </p>
          <dl className="stack">
            <Known name="Redirect URI" value={oidc.redirectUri} />
          </dl>
        </>
      )}
    </section>
  );
}

export function Known({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="soft small">{name}</dt>
      <dd>
        <InlineCopy text={value} what={name} />
      </dd>
    </div>
  );
}
