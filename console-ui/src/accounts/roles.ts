import { PROJECT_ROLES } from '../keys/roles';

/** A custom role is shown by its id: its name is elsewhere. */
export function projectRoleName(role: string): string {
  return Object.entries(PROJECT_ROLES).find(([one]) => one === role)?.[1].name ?? role;
}
