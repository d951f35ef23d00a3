import type { OrganizationRole } from '../api/records';

/** What somebody, or a program, may be in an organisation. */
export const ORGANIZATION_ROLES: Record<OrganizationRole, { name: string; may: string }> = {
  MEMBER: { name: 'Member', may: 'See the organisation; more by roles in projects.' },
  BILLING_ADMIN: { name: 'Billing admin', may: 'Also see usage and what things cost.' },
  ORGANIZATION_OWNER: { name: 'Owner', may: 'Everything in the organisation and all its projects.' },
};
