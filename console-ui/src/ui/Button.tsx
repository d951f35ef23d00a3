import type { ButtonHTMLAttributes } from 'react';

type Look = 'plain' | 'primary' | 'danger' | 'danger-fill' | 'quiet';
type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; busy?: boolean };

/** While `busy` the button keeps its focus and ignores presses, so nothing is sent twice. */
export function Button({
  look = 'plain',
  busy = false,
  className = '',
  type = 'button',
  onClick,
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={`button button-${look} ${className}`}
    />
  );
}
