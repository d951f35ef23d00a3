import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type { Invitation, Member, NewInvitation, OrganizationRole } from '../api/records';

const membersOf = (organizationId: string) => `organizations/${organizationId}/members`;
const invitationsOf = (organizationId: string) => `organizations/${organizationId}/invitations`;

export const useMembers = (organizationId: string) =>
  useList<Member>(membersOf(organizationId), { limit: '200' });

/** Those that still hold. */
export function useOpenInvitations(organizationId: string) {
  const all = useList<Invitation>(invitationsOf(organizationId), { limit: '200' });
  const items = all.items.filter(
    ({ acceptedAt, revokedAt, expiresAt }) => !acceptedAt && !revokedAt && Date.parse(expiresAt) > Date.now(),
  );
  return { ...all, items };
}

export function useInvite(organizationId: string) {
  const noun = invitationsOf(organizationId);
  return useChange((wanted: NewInvitation) => api.post<Invitation>(`/v1/${noun}`, wanted), noun);
}

export function useWithdraw(organizationId: string) {
  const noun = invitationsOf(organizationId);
  return useChange((id: string) => api.delete<void>(`/v1/${noun}/${id}`), noun);
}

export function useChangeMember(organizationId: string, userId: string) {
  const noun = membersOf(organizationId);
  return useChange(
    (wanted: { role?: OrganizationRole; disabled?: boolean }) =>
      api.patchNewest<Member>(`/v1/${noun}/${userId}`, wanted),
    noun,
    'api-keys',
  );
}

export function useRemoveMember(organizationId: string) {
  const noun = membersOf(organizationId);
  return useChange((userId: string) => api.delete<void>(`/v1/${noun}/${userId}`), noun, 'api-keys');
}
