import type { ServiceAccount } from '../api/records';
import { ORGANIZATION_ROLES } from '../members/roles';
import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { InlineCopy } from '../ui/Copy';
import { ActiveBadge, verbOf } from '../ui/Switch';
import { Table } from '../ui/Table';
import { Ago } from '../ui/Time';
import { projectRoleName } from './roles';

const COLUMNS = [
  ...['Name', 'Client id', 'Role', 'Status', 'Created', 'Made by'].map((name) => ({ name })),
  { name: 'Actions', hidden: true },
];

type Props = {
  accounts: ServiceAccount[];
  onRotate: (account: ServiceAccount) => void;
  onSwitch: (account: ServiceAccount) => void;
  onDelete: (account: ServiceAccount) => void;
};

export function AccountTable({ accounts, onRotate, onSwitch, onDelete }: Props) {
  return (
    <Table label="Service accounts" columns={COLUMNS}>
      {accounts.map((account) => (
        <tr key={account.id}>
          <th scope="row">{account.name}</th>
          <td>
            <InlineCopy text={account.id} what={`client id of ${account.name}`} />
          </td>
          <td>
            <Roles of={account} />
          </td>
          <td>
            <ActiveBadge disabled={account.disabled} />
          </td>
          <td className="soft">
            <Ago at={account.createdAt} />
          </td>
          <td className="soft">{account.createdBy?.name}</td>
          <td className="numeric">
            <Button
              look="quiet"
              aria-label={`Make a new secret for ${account.name}`}
              onClick={() => onRotate(account)}
            >
              New secret
            </Button>
            <Button
              look="quiet"
              aria-label={`${verbOf(account)} ${account.name}`}
              onClick={() => onSwitch(account)}
            >
              {verbOf(account)}
            </Button>
            <Button
              look="quiet"
              className="danger"
              aria-label={`Delete ${account.name}`}
              onClick={() => onDelete(account)}
            >
              Delete
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** What it is in the organisation, in this project, and in how many others. */
function Roles({ of: { role, projects } }: { of: ServiceAccount }) {
  const { id } = useCurrentProject();
  const here = projects.find(({ projectId }) => projectId === id);
  const elsewhere = projects.length - (here ? 1 : 0);
  return (
    <>
      {ORGANIZATION_ROLES[role].name}
      {here && <span className="soft">, {projectRoleName(here.role)} here</span>}
      {elsewhere > 0 && (
        <span className="soft">, roles in {elsewhere === 1 ? '1 other project' : `${elsewhere} others`}</span>
      )}
    </>
  );
}
