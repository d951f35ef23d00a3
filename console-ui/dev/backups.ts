import type {
  Backup,
  BackupSchedule,
  BackupScheduleChanges,
  NewBackupSchedule,
  NewRestore,
  Restore,
} from '../src/api/records';
import { created, ok, page, Refusal, tagged, wrong, type Call, type Reply, type Route } from './http.ts';

const NAME = /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/;

/** Backups of clusters, made at once. */
export class Backups {
  readonly made: Backup[] = [];
  readonly restores: Restore[] = [];
  readonly schedules: (BackupSchedule & { clusterId: string })[] = [];
  private readonly time: () => string;
  private readonly newId: (prefix: string) => string;

  constructor(time: () => string, newId: (prefix: string) => string) {
    this.time = time;
    this.newId = newId;
  }

  make(clusterId: string, { name = 'by-hand', verify = false }: { name?: string; verify?: boolean }): Backup {
    if (!NAME.test(name)) throw wrong('name', 'must be small letters, digits and hyphens');
    const backup: Backup = {
      id: this.newId('bck'),
      clusterId,
      scheduleId: null,
      name,
      state: 'READY',
      stateReason: null,
      takenAt: this.time(),
      collections: 2,
      rows: 12_000,
      bytes: 3_400_000,
      verified: verify ? true : null,
      createdAt: this.time(),
    };
    this.made.unshift(backup);
    return backup;
  }

  restore(clusterId: string, backupId: string, { collections }: NewRestore): Restore {
    if (collections.some(({ name }) => !name)) throw wrong('collections', 'must each have a name');
    const made: Restore = {
      id: this.newId('rst'),
      clusterId,
      backupId,
      collections,
      state: 'RESTORED',
      stateReason: null,
      rows: 12_000,
      createdAt: this.time(),
      finishedAt: this.time(),
    };
    this.restores.push(made);
    return made;
  }

  schedule(clusterId: string, wanted: NewBackupSchedule): BackupSchedule {
    check(wanted);
    const { retention = { count: 7 }, ...rest } = wanted;
    const made = {
      ...rest,
      retention,
      id: this.newId('bsc'),
      clusterId,
      suspended: false,
      reason: null,
      nextAt: null,
      kept: 0,
    };
    this.schedules.push(made);
    return made;
  }

  private scheduled(id: string): BackupSchedule {
    const found = this.schedules.find((one) => one.id === id);
    if (!found) throw new Refusal(404, 'NOT_FOUND', `There is no schedule ${id}.`);
    return found;
  }

  private change({ headers, body }: Call, id: string): Reply {
    if (headers.get('If-Match') !== '"1"') throw new Refusal(428, 'PRECONDITION_REQUIRED', 'Send If-Match.');
    check(body as BackupScheduleChanges);
    return ok(Object.assign(this.scheduled(id), body));
  }

  readonly routes: Route[] = [
    [
      'GET',
      /^\/v1\/clusters\/([^/]+)\/backups$/,
      ({ url }, id) =>
        page(
          this.made.filter((one) => one.clusterId === id),
          url,
        ),
    ],
    [
      'POST',
      /^\/v1\/clusters\/([^/]+)\/backups$/,
      ({ body }, id) => tagged(202, this.make(id, body as { name?: string; verify?: boolean })),
    ],
    [
      'POST',
      /^\/v1\/clusters\/([^/]+)\/backups\/([^/:]+):restore$/,
      ({ body }, id, backup) => tagged(202, this.restore(id, backup, body as NewRestore)),
    ],
    [
      'GET',
      /^\/v1\/clusters\/([^/]+)\/restores$/,
      ({ url }, id) =>
        page(
          this.restores.filter((one) => one.clusterId === id),
          url,
        ),
    ],
    [
      'GET',
      /^\/v1\/clusters\/([^/]+)\/backup-schedules$/,
      ({ url }, id) =>
        page(
          this.schedules.filter((one) => one.clusterId === id),
          url,
        ),
    ],
    [
      'POST',
      /^\/v1\/clusters\/([^/]+)\/backup-schedules$/,
      ({ body }, id) => created(this.schedule(id, body as NewBackupSchedule)),
    ],
    [
      'GET',
      /^\/v1\/clusters\/([^/]+)\/backup-schedules\/([^/]+)$/,
      (_, __, id) => ok(this.scheduled(id), '"1"'),
    ],
    [
      'PATCH',
      /^\/v1\/clusters\/([^/]+)\/backup-schedules\/([^/]+)$/,
      (call, __, id) => this.change(call, id),
    ],
    [
      'DELETE',
      /^\/v1\/clusters\/([^/]+)\/backup-schedules\/([^/]+)$/,
      (_, __, id) => {
        this.schedules.splice(
          this.schedules.findIndex((one) => one.id === id),
          1,
        );
        return { status: 204 };
      },
    ],
  ];
}

function check({ name = 'none', schedule = '* * * * *' }: BackupScheduleChanges) {
  if (!NAME.test(name)) throw wrong('name', 'must be small letters, digits and hyphens');
  if (schedule.split(' ').length !== 5) throw wrong('schedule', 'must be a cron expression');
}
