import type { ReactNode } from 'react';
import { Button } from './Button';

type Column = { name: string; numeric?: boolean; hidden?: boolean };
type Props = { label: string; columns: Column[]; children: ReactNode };

/** A table that scrolls sideways by itself on narrow screens. A hidden column's name is only read out. */
export function Table({ label, columns, children }: Props) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, numeric, hidden }) => (
              <th key={name} scope="col" className={numeric ? 'numeric' : undefined}>
                {hidden ? <span className="visually-hidden">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

export function MoreButton({ list, label }: { list: Pages; label: string }) {
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {label}
      </Button>
    </div>
  );
}
