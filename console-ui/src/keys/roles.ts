import type { Role } from '../api/records';

type ProjectRole = Exclude<Role, 'ORGANIZATION_OWNER'>;

/** The roles a key of a project can have, weakest first. */
export const PROJECT_ROLES: Record<ProjectRole, { name: string; may: string }> = {
  DATA_VIEWER: { name: 'Data viewer', may: 'Search and read rows.' },
  DATA_OPERATOR: { name: 'Data operator', may: 'Also insert, upsert and delete rows.' },
  DATA_ADMIN: { name: 'Data admin', may: 'Also create and drop collections, indexes and aliases.' },
  PROJECT_ADMIN: { name: 'Project admin', may: 'Also manage clusters and keys of the project.' },
};

export function roleName(role: Role): string {
  return role === 'ORGANIZATION_OWNER' ? 'Organisation owner' : PROJECT_ROLES[role].name;
}
