import { api } from '../api/client';
import { useChange, useList } from '../api/queries';
import type {
  Backup,
  BackupSchedule,
  BackupScheduleChanges,
  BackupState,
  NewBackup,
  NewBackupSchedule,
  NewRestore,
  Restore,
} from '../api/records';

const WHILE_MAKING_MS = 2_000;
const AT_REST_MS = 15_000;
const MAKING: BackupState[] = ['PENDING', 'RUNNING', 'VERIFYING', 'DELETING'];

const backupsOf = (clusterId: string) => `clusters/${clusterId}/backups`;

export const useBackups = (clusterId: string) =>
  useList<Backup>(
    backupsOf(clusterId),
    {},
    {
      pollEvery: (known = []) =>
        known.some((one) => MAKING.includes(one.state)) ? WHILE_MAKING_MS : AT_REST_MS,
    },
  );

const restoresOf = (clusterId: string) => `clusters/${clusterId}/restores`;

export const useRestores = (clusterId: string) =>
  useList<Restore>(
    restoresOf(clusterId),
    {},
    { pollEvery: (known = []) => (known.some((one) => !one.finishedAt) ? WHILE_MAKING_MS : AT_REST_MS) },
  );

export function useRestoreHere(clusterId: string, backupId: string) {
  return useChange(
    (wanted: NewRestore) => api.post<Restore>(`/v1/${backupsOf(clusterId)}/${backupId}:restore`, wanted),
    restoresOf(clusterId),
    'operations',
  );
}

const schedulesOf = (clusterId: string) => `clusters/${clusterId}/backup-schedules`;

export const useSchedules = (clusterId: string) => useList<BackupSchedule>(schedulesOf(clusterId));

export function useCreateSchedule(clusterId: string) {
  const noun = schedulesOf(clusterId);
  return useChange((wanted: NewBackupSchedule) => api.post<BackupSchedule>(`/v1/${noun}`, wanted), noun);
}

export function useChangeSchedule(clusterId: string, id: string) {
  const noun = schedulesOf(clusterId);
  return useChange(
    (wanted: BackupScheduleChanges) => api.patchNewest<BackupSchedule>(`/v1/${noun}/${id}`, wanted),
    noun,
  );
}

export function useDeleteSchedule(clusterId: string) {
  const noun = schedulesOf(clusterId);
  return useChange((id: string) => api.delete<void>(`/v1/${noun}/${id}`), noun);
}

export function useMakeBackup(clusterId: string) {
  return useChange(
    (backup: NewBackup) => api.post<Backup>(`/v1/${backupsOf(clusterId)}`, backup),
    backupsOf(clusterId),
  );
}
