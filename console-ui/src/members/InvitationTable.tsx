import { useState } from 'react';
import type { Invitation } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Table } from '../ui/Table';
import { Ago } from '../ui/Time';
import { useOpenInvitations } from './queries';
import { ORGANIZATION_ROLES } from './roles';
import { WithdrawInvitation } from './WithdrawInvitation';

const COLUMNS = [...['Address', 'Role', 'Ends'].map((name) => ({ name })), { name: 'Actions', hidden: true }];

/** Who has been asked and has not come yet. */
export function InvitationTable() {
  const { organizationId } = useCurrentProject();
  const invitations = useOpenInvitations(organizationId);
  const [withdrawing, setWithdrawing] = useState<Invitation | null>(null);
  return (
    <div className="stack">
      <h2>Invitations</h2>
      <Loaded query={invitations}>
        {() =>
          invitations.items.length === 0 ? (
            <p className="soft">Nobody who was invited has yet to come.</p>
          ) : (
            <Table label="Invitations" columns={COLUMNS}>
              {invitations.items.map((invitation) => (
                <tr key={invitation.id}>
                  <th scope="row">{invitation.email}</th>
                  <td>{ORGANIZATION_ROLES[invitation.role].name}</td>
                  <td className="soft">
                    <Ago at={invitation.expiresAt} />
                  </td>
                  <td className="numeric">
                    <Button
                      look="quiet"
                      className="danger"
                      aria-label={`Withdraw the invitation of ${invitation.email}`}
                      onClick={() => setWithdrawing(invitation)}
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
      {withdrawing && <WithdrawInvitation invitation={withdrawing} onClose={() => setWithdrawing(null)} />}
    </div>
  );
}
