import type { ApiKey } from '../api/records';
import { Ago } from '../ui/Time';

export function isUsable({ revokedAt, expiresAt }: ApiKey): boolean {
  return !revokedAt && (!expiresAt || Date.parse(expiresAt) > Date.now());
}

export function KeyStatus({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.revokedAt) return <span className="badge badge-idle">Revoked</span>;
  if (!isUsable(apiKey)) return <span className="badge badge-idle">Expired</span>;
  return (
    <span className="row">
      {apiKey.rotatedTo ? (
        <span className="badge badge-busy">Replaced</span>
      ) : (
        <span className="badge badge-good">Active</span>
      )}
      {apiKey.expiresAt && (
        <span className="soft small">
          ends <Ago at={apiKey.expiresAt} />
        </span>
      )}
    </span>
  );
}
