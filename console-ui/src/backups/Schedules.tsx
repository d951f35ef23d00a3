import { useState } from 'react';
import type { BackupSchedule } from '../api/records';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Ago } from '../ui/Time';
import { DeleteSchedule } from './DeleteSchedule';
import { MakeSchedule } from './MakeSchedule';
import { useSchedules } from './queries';

/** When backups are made by themselves. */
export function Schedules({ clusterId }: { clusterId: string }) {
  const schedules = useSchedules(clusterId);
  const [making, setMaking] = useState(false);
  const [deleting, setDeleting] = useState<BackupSchedule | null>(null);
  return (
    <section className="card" aria-labelledby="schedules">
      <h2 id="schedules">Schedules</h2>
      <Loaded query={schedules}>
        {() =>
          schedules.items.length > 0 ? (
            <ol className="history">
              {schedules.items.map((schedule) => (
                <Entry key={schedule.id} schedule={schedule} onDelete={() => setDeleting(schedule)} />
              ))}
            </ol>
          ) : (
            <p className="soft">No schedule yet: backups are made when somebody asks for one.</p>
          )
        }
      </Loaded>
      <div>
        <Button onClick={() => setMaking(true)}>Create a schedule</Button>
      </div>
      {making && <MakeSchedule clusterId={clusterId} onClose={() => setMaking(false)} />}
      {deleting && (
        <DeleteSchedule clusterId={clusterId} schedule={deleting} onClose={() => setDeleting(null)} />
      )}
    </section>
  );
}

function Entry({ schedule, onDelete }: { schedule: BackupSchedule; onDelete: () => void }) {
  return (
    <li>
      <span className="history-kind">{schedule.name}</span>
      <code>{schedule.schedule}</code>
      <span className="soft small">
        {schedule.timeZone}, {retentionOf(schedule)}, {schedule.kept} kept
        {schedule.suspended ? (
          ', suspended'
        ) : (
          <>
            {schedule.nextAt && (
              <>
                , next <Ago at={schedule.nextAt} />
              </>
            )}
          </>
        )}
      </span>
      <Button look="quiet" className="danger" aria-label={`Delete ${schedule.name}`} onClick={onDelete}>
        Delete
      </Button>
      {schedule.reason && <p className="field-error">{schedule.reason}</p>}
    </li>
  );
}

function retentionOf({ retention: { count, age } }: BackupSchedule): string {
  const bounds = [count && `the newest ${count}`, age && `those of ${age}`].filter(Boolean);
  return bounds.length > 0 ? `keeps ${bounds.join(' and ')}` : 'keeps all';
}
