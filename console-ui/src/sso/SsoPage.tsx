import { Link, useParams } from 'react-router';
import { ApiError } from '../api/problem';
import type { Versioned } from '../api/client';
import type { SsoConnection } from '../api/records';
import { NotFoundPage } from '../NotFoundPage';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Page } from '../ui/Page';
import { ConnectionBadge } from './ConnectionBadge';
import { Domain } from './Domain';
import { Enforcement } from './Enforcement';
import { ProviderSide } from './ProviderSide';
import { useConnection } from './queries';
import { ReadAttributes } from './ReadAttributes';
import { Trial } from './Trial';
import { UploadedMetadata } from './UploadedMetadata';

export function SsoPage() {
  const { connectionId = '' } = useParams();
  const project = useCurrentProject();
  const connection = useConnection(project.organizationId, connectionId);
  if (connection.error instanceof ApiError && connection.error.notFound) return <NotFoundPage />;
  return (
    <Loaded query={connection}>
      {() => <Connection list={`/projects/${project.id}/sso`} versioned={connection.data!} />}
    </Loaded>
  );
}

type Props = { list: string; versioned: Versioned<SsoConnection> };

/** What is to be done, in its order: our side at the provider, the domain, a trial, and only then enforcing. */
function Connection({ list, versioned: { body: connection, etag } }: Props) {
  return (
    <Page
      title={connection.name}
      lead={
        <>
          For people of {connection.domain}. <Link to={list}>All providers</Link>
        </>
      }
      actions={<ConnectionBadge connection={connection} />}
    >
      <ProviderSide connection={connection} />
      {connection.saml && !connection.saml.metadataUrl && (
        <UploadedMetadata connection={connection} etag={etag} readAt={connection.saml.metadataReadAt} />
      )}
      {connection.saml && (
        <ReadAttributes connection={connection} etag={etag} attributes={connection.saml.attributes} />
      )}
      <Domain connection={connection} />
      <Trial connection={connection} />
      <Enforcement connection={connection} etag={etag} />
    </Page>
  );
}
