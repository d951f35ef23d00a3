import type { BackupSchedule } from '../api/records';
import { Loaded } from '../ui/Loaded';
import { Ago } from '../ui/Time';
import { useSchedules } from './queries';

/** When backups are made by themselves. */
export function Schedules({ clusterId }: { clusterId: string }) {
  const schedules = useSchedules(clusterId);
  return (
    <section className="card" aria-labelledby="schedules">
      <h2 id="schedules">Schedules</h2>
      <Loaded query={schedules}>
        {() =>
          schedules.items.length > 0 ? (
            <ol className="history">
              {schedules.items.map((schedule) => (
                <Entry key={schedule.id} schedule={schedule} />
              ))}
            </ol>
          ) : (
            <p className="soft">No schedule. The API makes them.</p>
          )
        }
      </Loaded>
    </section>
  );
}

function Entry({ schedule }: { schedule: BackupSchedule }) {
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
      {schedule.reason && <p className="field-error">{schedule.reason}</p>}
    </li>
  );
}

function retentionOf({ retention: { count, age } }: BackupSchedule): string {
  const bounds = [count && `the newest ${count}`, age && `those of ${age}`].filter(Boolean);
  return bounds.length > 0 ? `keeps ${bounds.join(' and ')}` : 'keeps all';
}
