import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { useToast } from '../ui/Toast';

type Props = {
  label: string;
  action: string;
  create: { isPending: boolean; error: Error | null };
  submit: (name: string) => Promise<unknown>;
};

/** One name and a button: enough to create an organisation or a project. */
export function NameForm({ label, action, create, submit }: Props) {
  const [name, setName] = useState('');
  const toast = useToast();

  async function send() {
    await submit(name);
    toast(`Created ${name}`);
    setName('');
  }

  return (
    <Form error={create.error} fields={['name']} onSubmit={send}>
      <TextField
        label={label}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fieldMessages(create.error).name}
      />
      <div>
        <Button type="submit" busy={create.isPending}>
          {action}
        </Button>
      </div>
    </Form>
  );
}
