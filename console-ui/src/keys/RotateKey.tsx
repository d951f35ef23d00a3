import { useState } from 'react';
import type { ApiKey, ApiKeyWithSecret } from '../api/records';
import { Dialog } from '../ui/Dialog';
import { DialogFoot } from '../ui/DialogFoot';
import { SelectField } from '../ui/Field';
import { Form } from '../ui/Form';
import { fieldMessages } from '../api/problem';
import { useRotateKey } from './queries';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** How long both hold, as people say it. */
const OVERLAPS: [number, string][] = [
  [0, 'Not at all: it ends at once'],
  [HOUR_S, 'An hour'],
  [DAY_S, 'A day'],
  [7 * DAY_S, '7 days'],
  [30 * DAY_S, '30 days'],
];

type Props = { apiKey: ApiKey; onClose: () => void; onRotated: (key: ApiKeyWithSecret) => void };

/** Replaces a key by one that opens the same; both hold for a while, so that programs can be told the new one. */
export function RotateKey({ apiKey, onClose, onRotated }: Props) {
  const rotate = useRotateKey(apiKey.id);
  const [overlap, setOverlap] = useState(DAY_S);

  async function submit() {
    const { body } = await rotate.mutateAsync({ overlapSeconds: overlap });
    onClose();
    onRotated(body);
  }

  return (
    <Dialog title={`Rotate ${apiKey.name}?`} onClose={onClose}>
      <p>
        A new key with the same name opens the same. Bring it out while both hold, look at when the old one
        was last used, and revoke that when nothing uses it any more.
      </p>
      <Form error={rotate.error} fields={['overlapSeconds']} onSubmit={submit}>
        <SelectField
          label="How long the old key still holds"
          value={overlap}
          onChange={(event) => setOverlap(Number(event.target.value))}
          error={fieldMessages(rotate.error).overlapSeconds}
        >
          {OVERLAPS.map(([seconds, words]) => (
            <option key={seconds} value={seconds}>
              {words}
            </option>
          ))}
        </SelectField>
        <DialogFoot action="Rotate key" busy={rotate.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
