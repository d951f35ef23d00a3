import { useState } from 'react';
import { Button } from '../ui/Button';
import { SelectField, TextField } from '../ui/Field';

/** What events are asked for; what is empty is not asked for. */
export type Wanted = { q: string; actor: string; action: string; result: string };

export const ALL: Wanted = { q: '', actor: '', action: '', result: '' };

const FIELDS = {
  q: { label: 'Words', hint: 'All of them stand in the event.' },
  actor: { label: 'Who', hint: 'Name or id.' },
  action: { label: 'What', hint: 'Such as cluster.create, or cluster.* for all of clusters.' },
};

/** Narrows the log once it is sent, as each search is a call. */
export function AuditFilter({ onSearch }: { onSearch: (wanted: Wanted) => void }) {
  const [wanted, setWanted] = useState(ALL);
  return (
    <form
      className="card stack"
      role="search"
      aria-label="Events"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(wanted);
      }}
    >
      {Object.entries(FIELDS).map(([field, { label, hint }]) => (
        <TextField
          key={field}
          label={label}
          hint={hint}
          value={wanted[field as keyof Wanted]}
          onChange={(event) => setWanted({ ...wanted, [field]: event.target.value })}
          spellCheck={false}
        />
      ))}
      <SelectField
        label="Result"
        value={wanted.result}
        onChange={(event) => setWanted({ ...wanted, result: event.target.value })}
      >
        <option value="">All</option>
        <option value="OK">Done</option>
        <option value="REFUSED">Refused</option>
      </SelectField>
      <div className="row">
        <Button type="submit" look="primary">
          Search
        </Button>
        <Button
          onClick={() => {
            setWanted(ALL);
            onSearch(ALL);
          }}
        >
          Show all
        </Button>
      </div>
    </form>
  );
}
