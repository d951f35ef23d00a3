import type { SsoConnection } from '../api/records';
import type { Tone } from '../clusters/state';

export function ConnectionBadge({ connection }: { connection: SsoConnection }) {
  const { name, tone } = statusOf(connection);
  return <span className={`badge badge-${tone}`}>{name}</span>;
}

function statusOf({ domainVerifiedAt, enforced }: SsoConnection): { name: string; tone: Tone } {
  if (!domainVerifiedAt) return { name: 'Domain not verified', tone: 'busy' };
  return { name: enforced ? 'Enforced' : 'Ready', tone: 'good' };
}
