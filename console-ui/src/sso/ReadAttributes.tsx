import { useState } from 'react';
import type { SamlAttributes, SsoConnection } from '../api/records';
import { Button } from '../ui/Button';
import { Form } from '../ui/Form';
import { useToast } from '../ui/Toast';
import { ATTRIBUTE_FIELDS, AttributeNames } from './AttributeNames';
import { useChangeConnection } from './queries';

type Props = { connection: SsoConnection; etag: string | null; attributes: SamlAttributes };

/** What a provider calls the attributes that say who somebody is; its metadata does not always tell. */
export function ReadAttributes({ connection, etag, attributes }: Props) {
  const change = useChangeConnection(connection, etag);
  const [names, setNames] = useState(attributes);
  const toast = useToast();

  async function submit() {
    await change.mutateAsync({ saml: { attributes: names } });
    toast('The attributes are read from the next sign-in on');
  }

  return (
    <section className="card" aria-labelledby="attributes">
      <h2 id="attributes">What is read of people</h2>
      <Form error={change.error} fields={ATTRIBUTE_FIELDS} onSubmit={submit}>
        <AttributeNames
          names={names}
          hint="As the provider calls them in its assertions, such as urn:oid:0.9.2342.19200300.100.1.3."
          onChange={setNames}
          error={change.error}
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            Save names
          </Button>
        </div>
      </Form>
    </section>
  );
}
