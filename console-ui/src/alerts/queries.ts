import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type { AlertRule, Channel, Delivery, NewAlertRule, NewChannel } from '../api/records';

const rulesOf = (organizationId: string) => `organizations/${organizationId}/alert-rules`;
const channelsOf = (organizationId: string) => `organizations/${organizationId}/notification-channels`;
const deliveriesOf = (organizationId: string) => `organizations/${organizationId}/notifications`;
const REFRESH_MS = 10_000;

export const useRules = (organizationId: string) => useList<AlertRule>(rulesOf(organizationId));

export const useChannels = (organizationId: string) =>
  useList<Channel>(channelsOf(organizationId), { limit: '200' });

export const useDeliveries = (organizationId: string) =>
  useList<Delivery>(deliveriesOf(organizationId), {}, { pollEvery: () => REFRESH_MS });

export function useCreateRule(organizationId: string) {
  const noun = rulesOf(organizationId);
  return useChange((rule: NewAlertRule) => api.post<AlertRule>(`/v1/${noun}`, rule), noun);
}

export function useDeleteRule(organizationId: string) {
  const noun = rulesOf(organizationId);
  return useChange((id: string) => api.delete<void>(`/v1/${noun}/${id}`), noun);
}

export function useCreateChannel(organizationId: string) {
  const noun = channelsOf(organizationId);
  return useChange((channel: NewChannel) => api.post<Channel>(`/v1/${noun}`, channel), noun);
}

export function useTestChannel(organizationId: string) {
  return useChange((id: string) =>
    api.post<{ delivered: boolean; error?: string }>(`/v1/${channelsOf(organizationId)}/${id}:test`),
  );
}
