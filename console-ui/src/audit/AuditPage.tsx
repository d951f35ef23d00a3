import { useList } from '../api/queries';
import type { AuditEvent } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton } from '../ui/Table';
import { AuditEntry } from './AuditEntry';

export function AuditPage() {
  const { organizationId } = useCurrentProject();
  const events = useList<AuditEvent>('audit-events', { organizationId });
  return (
    <Page title="Audit log" lead="Every change in your organisation, refused ones too, newest first.">
      <Loaded query={events}>
        {() =>
          events.items.length > 0 ? (
            <ol className="card audit">
              {events.items.map((event) => (
                <AuditEntry key={event.id} event={event} />
              ))}
            </ol>
          ) : (
            <Empty title="Nothing has happened yet">
              Changes of projects, clusters and keys are written here.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={events} label="Show older" />
    </Page>
  );
}
