import { ApiError } from '../api/problem';
import { useQuote } from './queries';
import { aMonth, anHour, differenceOf, plain, type Quote, type Wanted } from './quote';

type Props = {
  /** Null while there is nothing to ask, such as a size that is no number. */
  of: Wanted | null;
};

/**
 * What an action would cost, beside the button that does it. It is read out when it comes, and nothing waits for it:
 * when it cannot be told the action can be taken all the same.
 */
export function Cost({ of: wanted }: Props) {
  const { quote, error, busy } = useQuote(wanted);
  return (
    <div className="cost">
      <div role="status" aria-label="Cost" aria-busy={busy || undefined}>
        {quote && <Told quote={quote} />}
        {!quote && !error && busy && <p className="soft small">Working out what it costs…</p>}
        {error && <p className="soft small">What it costs cannot be told now: {reasonOf(error)}</p>}
      </div>
      {quote && quote.notes.length > 0 && (
        <details className="small">
          <summary>What these amounts rest on</summary>
          <ul>
            {quote.notes.map((note) => (
              <li key={note}>{plain(note)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Told({ quote }: { quote: Quote }) {
  const { after, currency, least, most } = quote;
  return (
    <>
      <p className="number">
        <strong>{anHour(after.hourly, currency)}</strong>, {aMonth(after.monthly, currency)}
      </p>
      <p className="soft small number">
        {differenceOf(quote)}
        {least &&
          most &&
          ` Its autoscaler may choose between ${anHour(least.hourly, currency)} and ${anHour(most.hourly, currency)}.`}
      </p>
    </>
  );
}

function reasonOf(error: Error): string {
  if (!(error instanceof ApiError)) return 'try again in a moment.';
  const { detail, fields = [] } = error.problem;
  return fields.length > 0 ? fields.map(({ field, message }) => `${field} ${message}`).join(', ') : detail;
}
