import { api } from '../api/client';
import { useChange, useList, useOne } from '../api/queries';
import type { NewSsoConnection, SsoCheck, SsoConnection, SsoConnectionChanges } from '../api/records';

export const connectionsOf = (organizationId: string) => `organizations/${organizationId}/sso-connections`;

const pathOf = ({ organizationId, id }: SsoConnection) => `/v1/${connectionsOf(organizationId)}/${id}`;

export const useConnections = (organizationId: string) =>
  useList<SsoConnection>(connectionsOf(organizationId));

export const useConnection = (organizationId: string, id: string) =>
  useOne<SsoConnection>(connectionsOf(organizationId), id);

export function useCreateConnection(organizationId: string) {
  const noun = connectionsOf(organizationId);
  return useChange((wanted: NewSsoConnection) => api.post<SsoConnection>(`/v1/${noun}`, wanted), noun);
}

export function useVerifyDomain(connection: SsoConnection) {
  return useChange(
    () => api.post<SsoConnection>(`${pathOf(connection)}:verify-domain`),
    connectionsOf(connection.organizationId),
  );
}

export function useTestConnection(connection: SsoConnection) {
  return useChange(() => api.post<SsoCheck>(`${pathOf(connection)}:test`));
}

export function useChangeConnection(connection: SsoConnection, etag: string | null) {
  return useChange(
    (wanted: SsoConnectionChanges) => api.patch<SsoConnection>(pathOf(connection), wanted, etag),
    connectionsOf(connection.organizationId),
  );
}

/** Where the provider's administrator gets our SAML metadata. */
export const serviceProviderMetadata = (connection: SsoConnection) =>
  `${pathOf(connection)}/service-provider-metadata`;
