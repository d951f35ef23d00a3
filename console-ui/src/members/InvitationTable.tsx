import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { ProblemNotice } from '../ui/Problem';
import { Table } from '../ui/Table';
import { Ago } from '../ui/Time';
import { useToast } from '../ui/Toast';
import { useOpenInvitations, useWithdraw } from './queries';
import { ORGANIZATION_ROLES } from './roles';

const COLUMNS = [...['Address', 'Role', 'Ends'].map((name) => ({ name })), { name: 'Actions', hidden: true }];

/** Who has been asked and has not come yet. */
export function InvitationTable() {
  const { organizationId } = useCurrentProject();
  const invitations = useOpenInvitations(organizationId);
  const withdraw = useWithdraw(organizationId);
  const toast = useToast();
  return (
    <div className="stack">
      <h2>Invitations</h2>
      {withdraw.error && <ProblemNotice error={withdraw.error} />}
      <Loaded query={invitations}>
        {() =>
          invitations.items.length === 0 ? (
            <p className="soft">Nobody who was invited has yet to come.</p>
          ) : (
            <Table label="Invitations" columns={COLUMNS}>
              {invitations.items.map(({ id, email, role, expiresAt }) => (
                <tr key={id}>
                  <th scope="row">{email}</th>
                  <td>{ORGANIZATION_ROLES[role].name}</td>
                  <td className="soft">
                    <Ago at={expiresAt} />
                  </td>
                  <td className="numeric">
                    <Button
                      look="quiet"
                      className="danger"
                      aria-label={`Withdraw the invitation of ${email}`}
                      busy={withdraw.isPending}
                      onClick={() =>
                        withdraw.mutate(id, { onSuccess: () => toast(`Withdrew the invitation of ${email}`) })
                      }
                    >
                      Withdraw
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
    </div>
  );
}
