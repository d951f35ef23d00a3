import type { Member } from '../api/records';
import { Button } from '../ui/Button';
import { ActiveBadge, verbOf } from '../ui/Switch';
import { Table } from '../ui/Table';
import { Ago } from '../ui/Time';
import { ORGANIZATION_ROLES } from './roles';

const COLUMNS = [
  ...['Name', 'Role', 'Status', 'Since'].map((name) => ({ name })),
  { name: 'Actions', hidden: true },
];

type Props = {
  members: Member[];
  onChangeRole: (member: Member) => void;
  onSwitch: (member: Member) => void;
  onRemove: (member: Member) => void;
};

export function MemberTable({ members, onChangeRole, onSwitch, onRemove }: Props) {
  return (
    <Table label="Members" columns={COLUMNS}>
      {members.map((member) => (
        <tr key={member.userId}>
          <th scope="row">{member.name}</th>
          <td>{ORGANIZATION_ROLES[member.role].name}</td>
          <td>
            <ActiveBadge disabled={member.disabled} />
          </td>
          <td className="soft">
            <Ago at={member.createdAt} />
          </td>
          <td className="numeric">
            <Button
              look="quiet"
              aria-label={`Change role of ${member.name}`}
              onClick={() => onChangeRole(member)}
            >
              Change role
            </Button>
            <Button
              look="quiet"
              aria-label={`${verbOf(member)} ${member.name}`}
              onClick={() => onSwitch(member)}
            >
              {verbOf(member)}
            </Button>
            <Button
              look="quiet"
              className="danger"
              aria-label={`Remove ${member.name}`}
              onClick={() => onRemove(member)}
            >
              Remove
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
