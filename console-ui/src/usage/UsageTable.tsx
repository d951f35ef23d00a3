import { Table } from '../ui/Table';
import type { ClusterUsage } from './period';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const HOURS = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const COLUMNS = [
  { name: 'Cluster' },
  { name: 'Share' },
  { name: 'Unit-seconds', numeric: true },
  { name: 'Unit-hours', numeric: true },
];

type Props = { rows: ClusterUsage[]; total: number; names: Map<string, string> };

export function UsageTable({ rows, total, names }: Props) {
  return (
    <Table label="Usage by cluster" columns={COLUMNS}>
      {rows.map(({ clusterId, unitSeconds }) => (
        <tr key={clusterId}>
          <th scope="row">{names.get(clusterId) ?? <DeletedCluster id={clusterId} />}</th>
          <td>
            <Share part={unitSeconds} of={total} />
          </td>
          <Amounts unitSeconds={unitSeconds} />
        </tr>
      ))}
      <tr>
        <th scope="row">Together</th>
        <td />
        <Amounts unitSeconds={total} />
      </tr>
    </Table>
  );
}

function Amounts({ unitSeconds }: { unitSeconds: number }) {
  return (
    <>
      <td className="numeric">{WHOLE.format(unitSeconds)}</td>
      <td className="numeric">{HOURS.format(unitSeconds / 3600)}</td>
    </>
  );
}

function DeletedCluster({ id }: { id: string }) {
  return (
    <>
      <code className="small">{id}</code> <span className="soft small">deleted</span>
    </>
  );
}

function Share({ part, of: whole }: { part: number; of: number }) {
  const percent = whole > 0 ? Math.round((100 * part) / whole) : 0;
  return (
    <span className="share">
      <span className="share-bar" style={{ inlineSize: `${Math.max(percent, 1)}%` }} />
      <span className="small soft number">{percent} %</span>
    </span>
  );
}
