-- The role the application connects with: it owns nothing, so that row-level security holds for it. The password is quoted
-- by dollars, as it may hold any other character; the colon keeps Flyway from reading a dollar of the quote as its own.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${appUser}') THEN
    CREATE ROLE "${appUser}" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', '${appUser}', substr($password$:${appPassword}$password$, 2));
END $$;
