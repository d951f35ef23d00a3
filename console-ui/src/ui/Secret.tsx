import type { ReactNode } from 'react';
import { Snippet } from './Copy';
import { Page } from './Page';

type Props = {
  title: string;
  /** Whose it is. */
  of: string;
  /** What the secret is called, for screen readers. */
  what: string;
  secret: string;
  /** What to do when it is lost. */
  whenLost: string;
  /** What else has to be known, and the way on. */
  children: ReactNode;
};

/** The only time a secret is seen: the control plane keeps no more than its hash. */
export function SecretShown({ title, of, what, secret, whenLost, children }: Props) {
  return (
    <Page title={title} lead={of}>
      <section className="notice notice-good" aria-label="Secret">
        <p className="notice-title">Copy it now: it is not shown again</p>
        <p>Keep it where your program keeps secrets. {whenLost}</p>
      </section>
      <Snippet text={secret} what={what} />
      {children}
    </Page>
  );
}
