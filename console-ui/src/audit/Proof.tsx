import { useState } from 'react';
import { api } from '../api/client';
import { searchOf, useChange } from '../api/queries';
import type { AuditProof } from '../api/records';
import { Button } from '../ui/Button';
import { ProblemNotice } from '../ui/Problem';

/** Has the control plane follow the chain of hashes from the first event kept to the last, a long one in parts. */
export function Proof({ organizationId }: { organizationId: string }) {
  const [through, setThrough] = useState(0);
  const proof = useChange(async () => {
    setThrough(0);
    let part = await partAfter(organizationId);
    while (part.body.valid && !part.body.complete) {
      setThrough(part.body.verifiedThrough);
      part = await partAfter(organizationId, part.body);
    }
    return part;
  });
  return (
    <section className="card stack" aria-labelledby="proof">
      <h2 id="proof">Proof</h2>
      <p className="soft">
        Each event carries the hash of the one before: one that was changed or taken away afterwards is found.
      </p>
      {proof.error && <ProblemNotice error={proof.error} />}
      {proof.data && <Found proof={proof.data.body} />}
      {proof.isPending && through > 0 && (
        <p role="status">Whole up to event {through.toLocaleString('en')} so far.</p>
      )}
      <div>
        <Button busy={proof.isPending} onClick={() => proof.mutate(undefined)}>
          Prove the log
        </Button>
      </div>
    </section>
  );
}

function partAfter(organizationId: string, before?: AuditProof) {
  const after = before && { afterSequence: String(before.verifiedThrough), afterHash: before.verifiedHash };
  return api.get<AuditProof>(`/v1/audit-events:verify${searchOf({ organizationId, ...after })}`);
}

function Found({ proof: { valid, firstBroken, lastSequence, lastHash } }: { proof: AuditProof }) {
  return valid ? (
    <p role="status">
      The log is whole up to event {lastSequence.toLocaleString('en')}, whose hash is <code>{lastHash}</code>.
      Keep both elsewhere: a later log must hold them.
    </p>
  ) : (
    <p role="status" className="field-error">
      The log is not as it was written: event {firstBroken?.sequence.toLocaleString('en')} is{' '}
      {firstBroken?.reason.toLowerCase()}. Tell whoever runs this control plane.
    </p>
  );
}
