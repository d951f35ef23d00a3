-- Whose an address is, Keycloak is asked: an account that had it last may have given it away since.
DROP FUNCTION account_of(text);
DROP INDEX users_email;
ALTER TABLE users DROP COLUMN email_since;
