import type { AuditEvent } from '../api/records';
import { exactTime } from '../ui/Time';

/** One line that opens to everything known about the event. */
export function AuditEntry({ event }: { event: AuditEvent }) {
  return (
    <li>
      <details>
        <summary>
          <time className="soft small number" dateTime={event.at}>
            {exactTime(event.at)}
          </time>
          <strong>{event.action}</strong>
          <span>{event.actor.name || event.actor.id}</span>
          {event.result === 'REFUSED' && <span className="badge badge-bad">Refused</span>}
        </summary>
        <dl className="facts">
          <Fact name="Resource" value={event.resource} />
          <Fact name="By" value={`${event.actor.kind} ${event.actor.id}`} />
          <Fact name="From" value={event.remoteAddress} />
          <Fact name="Trace" value={event.traceId} />
        </dl>
        <State name="Before" state={event.before} />
        <State name="After" state={event.after} />
      </details>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}

function State({ name, state }: { name: string; state: unknown }) {
  if (state === null || state === undefined) return null;
  return (
    <div>
      <p className="soft small">{name}</p>
      <div className="snippet">
        <pre tabIndex={0} aria-label={name}>
          {JSON.stringify(state, null, 2)}
        </pre>
      </div>
    </div>
  );
}
