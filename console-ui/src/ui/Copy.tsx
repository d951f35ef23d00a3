import { useState } from 'react';
import { Button } from './Button';
import { useToast } from './Toast';

type Props = { text: string; what: string };

/** A button that copies `text` and says so; `what` names the text to screen readers. */
export function CopyButton({ text, what }: Props) {
  const [copied, setCopied] = useState(false);
  const toast = useToast();

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
      toast(`Copied ${what}`);
    } catch {
      // Browsers offer no clipboard on plain http.
      toast('The browser did not allow copying: select the text and copy it yourself');
    }
  }

  return (
    <Button look="quiet" onClick={copy} aria-label={`Copy ${what}`}>
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}

export function InlineCopy({ text, what }: Props) {
  return (
    <span className="inline-copy">
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

export function Snippet({ text, what }: Props) {
  return (
    <div className="snippet">
      <pre tabIndex={0} aria-label={what}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
