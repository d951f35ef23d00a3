import type { OrganizationRole } from '../api/records';
import { SelectField } from '../ui/Field';
import { ORGANIZATION_ROLES } from './roles';

type Props = { role: OrganizationRole; onChange: (role: OrganizationRole) => void; error?: string };

export function RoleField({ role, onChange, error }: Props) {
  return (
    <SelectField
      label="Role in the organisation"
      hint={ORGANIZATION_ROLES[role].may}
      value={role}
      onChange={(event) => onChange(event.target.value as OrganizationRole)}
      error={error}
    >
      {Object.entries(ORGANIZATION_ROLES).map(([one, { name }]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
