import { useState } from 'react';
import type { SsoConnection } from '../api/records';
import { Button } from '../ui/Button';
import { Form } from '../ui/Form';
import { Ago } from '../ui/Time';
import { useToast } from '../ui/Toast';
import { MetadataFile } from './MetadataFile';
import { useChangeConnection } from './queries';

type Props = { connection: SsoConnection; etag: string | null; readAt: string };

/** Metadata that no address is known of: whoever changes the provider's certificates uploads it again. */
export function UploadedMetadata({ connection, etag, readAt }: Props) {
  const change = useChangeConnection(connection, etag);
  const [file, setFile] = useState<File>();
  const toast = useToast();

  async function submit() {
    await change.mutateAsync({ saml: { metadata: (await file?.text()) ?? '' } });
    toast('The new metadata holds');
  }

  return (
    <section className="card" aria-labelledby="metadata">
      <h2 id="metadata">Its metadata</h2>
      <p className="soft">
        Uploaded <Ago at={readAt} />. Before the provider changes its certificate, upload metadata that has
        both, so that the old one and the new one hold side by side.
      </p>
      <Form error={change.error} fields={['saml.metadata']} onSubmit={submit}>
        <MetadataFile onChoose={setFile} error={change.error} />
        <div>
          <Button type="submit" busy={change.isPending}>
            Upload metadata
          </Button>
        </div>
      </Form>
    </section>
  );
}
