-- An address can move to another account: a new one in Keycloak, or a successor's. It leads to the account that proved it last.
ALTER TABLE users ADD COLUMN email_since timestamptz;
CREATE OR REPLACE FUNCTION account_of(wanted text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN (SELECT id FROM users WHERE lower(email) = lower(wanted) ORDER BY coalesce(email_since, created_at) DESC LIMIT 1);
