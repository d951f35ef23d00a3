import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { Cluster } from '../api/records';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { useToast } from '../ui/Toast';
import { useChangeCluster } from './queries';

type Row = { key: string; value: string };

/** What is being typed, and what stood there when that began. */
type Draft = { rows: Row[]; began: string };

type Props = { cluster: Cluster; etag: string | null };

/** Names and values of one's own. All of them are sent together, so none that others made meanwhile may be there. */
export function Labels({ cluster, etag }: Props) {
  const change = useChangeCluster(cluster.id, etag);
  const toast = useToast();
  const [draft, setDraft] = useState<Draft | null>(null);
  const now = JSON.stringify(cluster.labels);
  const rows = draft?.rows ?? rowsOf(cluster.labels);
  const overtaken = draft !== null && draft.began !== now;
  const twice = rows.find(({ key }, at) => rows.findIndex((other) => other.key === key) < at);
  const messages = fieldMessages(change.error);
  const wrong = Object.keys(messages).filter((field) => field.startsWith('labels'));

  const edit = (changed: Row[]) => setDraft({ rows: changed, began: draft?.began ?? now });
  const replace = (at: number, row: Row) => edit(rows.map((one, index) => (index === at ? row : one)));

  async function submit() {
    if (!draft || overtaken || twice) return;
    await change.mutateAsync({ labels: Object.fromEntries(rows.map(({ key, value }) => [key, value])) });
    setDraft(null);
    toast('Saved the labels');
  }

  function undo() {
    setDraft(null);
    change.reset();
  }

  return (
    <section className="card" aria-labelledby="labels">
      <h2 id="labels">Labels</h2>
      {rows.length === 0 && <p className="soft">None yet. Label it to find it again by team or purpose.</p>}
      <Form error={change.error} fields={wrong} onSubmit={submit}>
        {rows.map((row, at) => (
          <LabelFields
            key={at}
            row={row}
            number={at + 1}
            error={row === twice ? 'is there twice' : messages[`labels.${row.key}`]}
            onChange={(changed) => replace(at, changed)}
            onRemove={() => edit(rows.filter((_, index) => index !== at))}
          />
        ))}
        {messages.labels && <p className="field-error">{messages.labels}</p>}
        {overtaken && (
          <p className="field-error" role="alert">
            The labels have changed meanwhile. Undo to see them as they are, then change them.
          </p>
        )}
        <div className="row">
          <Button onClick={() => edit([...rows, { key: '', value: '' }])}>Add label</Button>
          {draft && (
            <>
              <Button
                type="submit"
                look="primary"
                busy={change.isPending}
                disabled={overtaken || Boolean(twice)}
              >
                Save labels
              </Button>
              <Button look="quiet" onClick={undo}>
                Undo
              </Button>
            </>
          )}
        </div>
      </Form>
    </section>
  );
}

type FieldsProps = {
  row: Row;
  number: number;
  error?: string;
  onChange: (row: Row) => void;
  onRemove: () => void;
};

function LabelFields({ row, number, error, onChange, onRemove }: FieldsProps) {
  return (
    <div className="label-row" role="group" aria-label={`Label ${number}`}>
      <TextField
        label="Key"
        value={row.key}
        onChange={(event) => onChange({ ...row, key: event.target.value })}
        error={error}
        spellCheck={false}
      />
      <TextField
        label="Value"
        value={row.value}
        onChange={(event) => onChange({ ...row, value: event.target.value })}
        spellCheck={false}
      />
      <Button look="quiet" className="danger" aria-label={`Remove label ${row.key}`} onClick={onRemove}>
        Remove
      </Button>
    </div>
  );
}

function rowsOf(labels: Record<string, string>): Row[] {
  return Object.entries(labels).map(([key, value]) => ({ key, value }));
}
