import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type { NewServiceAccount, ServiceAccount, ServiceAccountWithSecret } from '../api/records';

const accountsOf = (organizationId: string) => `organizations/${organizationId}/service-accounts`;

const pathOf = ({ organizationId, id }: ServiceAccount) => `/v1/${accountsOf(organizationId)}/${id}`;

export const useAccounts = (organizationId: string) => useList<ServiceAccount>(accountsOf(organizationId));

export function useCreateAccount(organizationId: string) {
  const noun = accountsOf(organizationId);
  return useChange(
    (wanted: NewServiceAccount) => api.post<ServiceAccountWithSecret>(`/v1/${noun}`, wanted),
    noun,
  );
}

export function useRotateSecret(account: ServiceAccount) {
  return useChange(
    () => api.post<ServiceAccountWithSecret>(`${pathOf(account)}:rotate-secret`),
    accountsOf(account.organizationId),
  );
}

export function useChangeAccount(account: ServiceAccount) {
  return useChange(
    (wanted: { disabled: boolean }) => api.patchNewest<ServiceAccount>(pathOf(account), wanted),
    accountsOf(account.organizationId),
    'api-keys',
  );
}

export function useDeleteAccount(account: ServiceAccount) {
  return useChange(() => api.delete<void>(pathOf(account)), accountsOf(account.organizationId), 'api-keys');
}
