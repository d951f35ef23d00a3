import type { Platform } from './platform.ts';

const HOUR_MS = 3_600_000;

/** A small company's platform, for looking at pages. `clock` lets the past be filled in. */
export function seed(platform: Platform, clock: { ago: number }) {
  clock.ago = 190 * HOUR_MS;
  const organization = platform.addOrganization('Northwind Research');
  const project = platform.addProject(organization.id, 'search-production');
  platform.addProject(organization.id, 'search-staging');
  const make = (name: string, units: number, replicas: number) =>
    platform.clusters.create({ projectId: project.id, name, units, replicas }, organization.id);

  const old = make('papers-2024', 2, 1);
  make('papers', 8, 2);
  platform.addKey({
    organizationId: organization.id,
    projectId: project.id,
    name: 'search-backend',
    role: 'DATA_VIEWER',
  });
  clock.ago = 51 * HOUR_MS;
  make('patents', 4, 3);
  platform.clusters.suspend(old.id);
  const nightly = { organizationId: organization.id, projectId: project.id, name: 'nightly-ingest' };
  platform.addKey({
    ...nightly,
    role: 'DATA_OPERATOR',
    expiresAt: new Date(Date.now() + 700 * HOUR_MS).toISOString(),
  });
  platform.addKey({ ...nightly, name: 'laptop-anna', role: 'DATA_ADMIN' }).revokedAt =
    new Date().toISOString();
  clock.ago = 0;
  const troubled = make('images', 2, 2);
  troubled.stateReason = 'Waiting for 1 of 2 replicas to load its segments';
}
