import type { ReactNode } from 'react';

type Props = {
  legend: string;
  error?: string;
  children: ReactNode;
};

/** A group of cards of which one (radio) or several (checkbox) are chosen. */
export function Choices({ legend, error, children }: Props) {
  return (
    <fieldset>
      <legend className="legend">{legend}</legend>
      {error && <p className="field-error">{error}</p>}
      <div className="choices">{children}</div>
    </fieldset>
  );
}

type ChoiceProps = {
  type?: 'radio' | 'checkbox';
  name: string;
  title: string;
  note?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
};

export function Choice({ type = 'radio', name, title, note, checked, disabled, onChoose }: ChoiceProps) {
  return (
    <label className="choice">
      <input type={type} name={name} checked={checked} disabled={disabled} onChange={onChoose} />
      <span>
        <span className="choice-title">{title}</span>
        {note && <span className="choice-note">{note}</span>}
      </span>
    </label>
  );
}
