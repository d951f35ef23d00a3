import { nightly } from './nightly';
import { useCreateSchedule } from './queries';
import { ScheduleForm } from './ScheduleForm';

export function MakeSchedule({ clusterId, onClose }: { clusterId: string; onClose: () => void }) {
  const create = useCreateSchedule(clusterId);
  return (
    <ScheduleForm
      title="Create a schedule"
      action="Create schedule"
      start={nightly()}
      change={create}
      onSubmit={create.mutateAsync}
      onClose={onClose}
    />
  );
}
