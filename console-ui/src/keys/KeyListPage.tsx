import { useState } from 'react';
import { Link } from 'react-router';
import type { ApiKey, ApiKeyWithSecret } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton, Table } from '../ui/Table';
import { Ago } from '../ui/Time';
import { KeyStatus, isUsable } from './KeyStatus';
import { useKeys } from './queries';
import { RevokeKey } from './RevokeKey';
import { roleName } from './roles';
import { RotateKey } from './RotateKey';
import { SecretPage } from './SecretPage';

const COLUMNS = [
  ...['Name', 'Role', 'Opens', 'Status', 'Last used', 'Created', 'Made by'].map((name) => ({ name })),
  { name: 'Actions', hidden: true },
];

export function KeyListPage() {
  const project = useCurrentProject();
  const keys = useKeys(project.id);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [rotated, setRotated] = useState<ApiKeyWithSecret | null>(null);
  const some = keys.items.length > 0;
  const create = (
    <Link className="button button-primary" to={`/projects/${project.id}/keys/new`}>
      Create API key
    </Link>
  );
  if (rotated) return <SecretPage apiKey={rotated} onDone={() => setRotated(null)} />;
  return (
    <Page title="API keys" lead={`For programs that use ${project.name}`} actions={some && create}>
      <Loaded query={keys}>
        {() =>
          some ? (
            <KeyTable keys={keys.items} onRotate={setRotating} onRevoke={setRevoking} />
          ) : (
            <Empty title="No API key yet" action={create}>
              Programs sign in with an API key: Milvus clients to your clusters, Terraform and scripts to the
              API.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={keys} label="Show more keys" />
      {rotating && <RotateKey apiKey={rotating} onClose={() => setRotating(null)} onRotated={setRotated} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}

type TableProps = {
  keys: ApiKey[];
  onRotate: (key: ApiKey) => void;
  onRevoke: (key: ApiKey) => void;
};

function KeyTable({ keys, onRotate, onRevoke }: TableProps) {
  return (
    <Table label="API keys" columns={COLUMNS}>
      {keys.map((key) => (
        <tr key={key.id}>
          <th scope="row">{key.name}</th>
          <td>{roleName(key.role)}</td>
          <td>{reachOf(key)}</td>
          <td>
            <KeyStatus apiKey={key} />
          </td>
          <td className="soft">{key.lastUsedAt ? <Ago at={key.lastUsedAt} /> : 'never'}</td>
          <td className="soft">
            <Ago at={key.createdAt} />
          </td>
          <td className="soft">{key.createdBy?.name}</td>
          <td className="numeric">
            {isUsable(key) && !key.rotatedTo && (
              <Button look="quiet" aria-label={`Rotate ${key.name}`} onClick={() => onRotate(key)}>
                Rotate
              </Button>
            )}
            {isUsable(key) && (
              <Button
                look="quiet"
                className="danger"
                aria-label={`Revoke ${key.name}`}
                onClick={() => onRevoke(key)}
              >
                Revoke
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function reachOf({ clusterIds = [] }: ApiKey): string {
  if (clusterIds.length === 0) return 'every cluster';
  return clusterIds.length === 1 ? '1 cluster' : `${clusterIds.length} clusters`;
}
