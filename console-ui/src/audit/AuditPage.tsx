import { useState } from 'react';
import { useList } from '../api/queries';
import type { AuditEvent } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton } from '../ui/Table';
import { AuditEntry } from './AuditEntry';
import { ALL, AuditFilter } from './AuditFilter';
import { Proof } from './Proof';

export function AuditPage() {
  const { organizationId } = useCurrentProject();
  const [wanted, setWanted] = useState(ALL);
  const asked = Object.fromEntries(Object.entries(wanted).filter(([, text]) => text));
  const events = useList<AuditEvent>('audit-events', { organizationId, ...asked });
  return (
    <Page title="Audit log" lead="Every change in your organisation, refused ones too, newest first.">
      <AuditFilter onSearch={setWanted} />
      <Loaded query={events}>
        {() =>
          events.items.length > 0 ? (
            <ol className="card audit">
              {events.items.map((event) => (
                <AuditEntry key={event.id} event={event} />
              ))}
            </ol>
          ) : (
            <Empty title={wanted === ALL ? 'Nothing has happened yet' : 'No such event'}>
              Changes of projects, clusters and keys are written here.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={events} label="Show older" />
      <Proof organizationId={organizationId} />
    </Page>
  );
}
