import { useState } from 'react';
import type { BackupSchedule } from '../api/records';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Ago } from '../ui/Time';
import { ChangeSchedule } from './ChangeSchedule';
import { DeleteSchedule } from './DeleteSchedule';
import { MakeSchedule } from './MakeSchedule';
import { useSchedules } from './queries';

type Asked = { schedule: BackupSchedule; about: 'change' | 'deletion' };

/** When backups are made by themselves. */
export function Schedules({ clusterId }: { clusterId: string }) {
  const schedules = useSchedules(clusterId);
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <section className="card" aria-labelledby="schedules">
      <h2 id="schedules">Schedules</h2>
      <Loaded query={schedules}>
        {() =>
          schedules.items.length > 0 ? (
            <ol className="history">
              {schedules.items.map((schedule) => (
                <Entry
                  key={schedule.id}
                  schedule={schedule}
                  onChange={() => setAsked({ schedule, about: 'change' })}
                  onDelete={() => setAsked({ schedule, about: 'deletion' })}
                />
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
      {asked?.about === 'change' && (
        <ChangeSchedule clusterId={clusterId} schedule={asked.schedule} onClose={close} />
      )}
      {asked?.about === 'deletion' && (
        <DeleteSchedule clusterId={clusterId} schedule={asked.schedule} onClose={close} />
      )}
    </section>
  );
}

type EntryProps = { schedule: BackupSchedule; onChange: () => void; onDelete: () => void };

function Entry({ schedule, onChange, onDelete }: EntryProps) {
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
      <Button look="quiet" aria-label={`Change ${schedule.name}`} onClick={onChange}>
        Change
      </Button>
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
