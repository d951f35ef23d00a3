import { Link } from 'react-router';
import type { SsoConnection } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton, Table } from '../ui/Table';
import { ConnectionBadge } from './ConnectionBadge';
import { useConnections } from './queries';

const COLUMNS = ['Name', 'Domain', 'Protocol', 'Status'].map((name) => ({ name }));

export function SsoListPage() {
  const project = useCurrentProject();
  const connections = useConnections(project.organizationId);
  const some = connections.items.length > 0;
  const connect = (
    <Link className="button button-primary" to={`/projects/${project.id}/sso/new`}>
      Connect a provider
    </Link>
  );
  return (
    <Page
      title="Single sign-on"
      lead="People of your organisation sign in by its own identity provider"
      actions={some && connect}
    >
      <Loaded query={connections}>
        {() =>
          some ? (
            <ConnectionTable connections={connections.items} />
          ) : (
            <Empty title="No identity provider yet" action={connect}>
              Connect one by SAML 2.0 or OpenID Connect, such as Entra ID, Okta, Google Workspace or Keycloak.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={connections} label="Show more" />
    </Page>
  );
}

function ConnectionTable({ connections }: { connections: SsoConnection[] }) {
  return (
    <Table label="Identity providers" columns={COLUMNS}>
      {connections.map((connection) => (
        <tr key={connection.id}>
          <th scope="row">
            <Link to={connection.id}>{connection.name}</Link>
          </th>
          <td>{connection.domain}</td>
          <td>{connection.protocol === 'SAML' ? 'SAML 2.0' : 'OpenID Connect'}</td>
          <td>
            <ConnectionBadge connection={connection} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
