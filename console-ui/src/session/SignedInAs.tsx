import { useSession } from './session';

export function SignedInAs() {
  const { data: me } = useSession();
  return (
    <div className="who">
      <span className="soft">{me?.principal.name}</span>
      <a href="/logout">Sign out</a>
    </div>
  );
}
