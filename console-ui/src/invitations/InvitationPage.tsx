import { useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import { useChange } from '../api/queries';
import { Button } from '../ui/Button';
import { Form } from '../ui/Form';
import { Page } from '../ui/Page';
import { useToast } from '../ui/Toast';

/** Where the link in an invitation's mail leads. */
export function InvitationPage() {
  const { token } = useParams();
  const navigate = useNavigate();
  const toast = useToast();
  const accept = useChange(
    () => api.post('/v1/invitations:accept', { token }),
    'me',
    'organizations',
    'projects',
  );

  async function submit() {
    await accept.mutateAsync(undefined);
    toast('You are a member now');
    void navigate('/');
  }

  return (
    <Page title="Invitation" lead="Accept it to become a member of the organisation that invited you.">
      <Form className="card" error={accept.error} fields={[]} onSubmit={submit}>
        <div>
          <Button type="submit" look="primary" busy={accept.isPending}>
            Accept
          </Button>
        </div>
      </Form>
    </Page>
  );
}
