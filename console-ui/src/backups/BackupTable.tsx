import type { Backup, BackupState } from '../api/records';
import type { Tone } from '../clusters/state';
import { Button } from '../ui/Button';
import { Table } from '../ui/Table';
import { Ago } from '../ui/Time';

const STATES: Record<BackupState, { name: string; tone: Tone }> = {
  PENDING: { name: 'Waiting', tone: 'busy' },
  RUNNING: { name: 'Being made', tone: 'busy' },
  VERIFYING: { name: 'Being tried', tone: 'busy' },
  READY: { name: 'Ready', tone: 'good' },
  FAILED: { name: 'Failed', tone: 'bad' },
  DELETING: { name: 'Being deleted', tone: 'busy' },
};

const COLUMNS = [
  { name: 'Name' },
  { name: 'State' },
  { name: 'Rows', numeric: true },
  { name: 'Size', numeric: true },
  { name: 'Trial restore' },
  { name: 'Taken' },
  { name: 'Actions', hidden: true },
];

type Props = { backups: Backup[]; onRestore: (backup: Backup) => void };

export function BackupTable({ backups, onRestore }: Props) {
  return (
    <Table label="Backups" columns={COLUMNS}>
      {backups.map((backup) => (
        <tr key={backup.id}>
          <th scope="row">{backup.name}</th>
          <td>
            <span className={`badge badge-${STATES[backup.state].tone}`}>{STATES[backup.state].name}</span>
            {backup.state === 'FAILED' && backup.stateReason && (
              <p className="field-error">{backup.stateReason}</p>
            )}
          </td>
          <td className="numeric">{backup.rows.toLocaleString('en')}</td>
          <td className="numeric">{sizeOf(backup.bytes)}</td>
          <td className="soft">{trialOf(backup)}</td>
          <td className="soft">
            <Ago at={backup.takenAt ?? backup.createdAt} />
          </td>
          <td className="numeric">
            {backup.state === 'READY' && (
              <Button look="quiet" aria-label={`Restore ${backup.name}`} onClick={() => onRestore(backup)}>
                Restore
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function trialOf({ verified = null }: Backup): string {
  if (verified === null) return 'none';
  return verified ? 'passed' : 'failed';
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** As people say it, in powers of a thousand. */
export function sizeOf(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${UNITS[unit]}`;
}
