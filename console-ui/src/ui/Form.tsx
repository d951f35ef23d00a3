import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { fieldMessages } from '../api/problem';
import { Button } from './Button';
import { ProblemNotice } from './Problem';

type Props = {
  error: Error | null;
  fields: string[];
  className?: string;
  /** Sends the form; a rejection is expected to be in `error` already. */
  onSubmit: () => Promise<unknown>;
  children: ReactNode;
};

/**
 * A form that the control plane checks: messages about `fields` stand beside them and the first takes the
 * focus; any other failure is shown above them.
 */
export function Form({ error, fields, className = 'stack', onSubmit, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const beside = fields.some((field) => fieldMessages(error)[field]);

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);

  return (
    <form
      ref={form}
      className={className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit().catch(() => {});
      }}
    >
      {error && !beside && <ProblemNotice error={error} />}
      {children}
    </form>
  );
}

type ActionsProps = {
  busy: boolean;
  /** Where it leads to change nothing. */
  cancel: string;
  /** What sending it does. */
  children: ReactNode;
};

/** What ends a form that is a page of its own. */
export function FormActions({ busy, cancel, children }: ActionsProps) {
  return (
    <div className="row">
      <Button type="submit" look="primary" busy={busy}>
        {children}
      </Button>
      <Link className="button" to={cancel}>
        Cancel
      </Link>
    </div>
  );
}
