import { useState } from 'react';
import type { BackupSchedule } from '../api/records';
import { Choice, Choices } from '../ui/Choice';
import { useChangeSchedule } from './queries';
import { ScheduleForm } from './ScheduleForm';

type Props = { clusterId: string; schedule: BackupSchedule; onClose: () => void };

export function ChangeSchedule({ clusterId, schedule, onClose }: Props) {
  const change = useChangeSchedule(clusterId, schedule.id);
  const [suspended, setSuspended] = useState(schedule.suspended);
  return (
    <ScheduleForm
      title={`Change ${schedule.name}`}
      action="Change schedule"
      start={schedule}
      change={change}
      onSubmit={({ retention, ...wanted }) =>
        change.mutateAsync({ ...wanted, suspended, retention: { ...schedule.retention, ...retention } })
      }
      onClose={onClose}
    >
      <Choices legend="For now">
        <Choice
          type="checkbox"
          name="suspended"
          title="Suspend it"
          note="No backups are made by it; those it has made stay."
          checked={suspended}
          onChoose={() => setSuspended(!suspended)}
        />
      </Choices>
    </ScheduleForm>
  );
}
