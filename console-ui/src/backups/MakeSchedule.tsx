import { useCreateSchedule } from './queries';
import { ScheduleForm } from './ScheduleForm';

const NIGHTLY = { name: 'nightly', schedule: '0 3 * * *', retention: { count: 7 }, verify: false };

export function MakeSchedule({ clusterId, onClose }: { clusterId: string; onClose: () => void }) {
  const create = useCreateSchedule(clusterId);
  return (
    <ScheduleForm
      title="Create a schedule"
      action="Create schedule"
      start={{ ...NIGHTLY, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }}
      change={create}
      onSubmit={create.mutateAsync}
      onClose={onClose}
    />
  );
}
