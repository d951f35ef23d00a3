-- In which attributes of an assertion the person's address and name are.
ALTER TABLE sso_connections ADD COLUMN saml_attributes jsonb NOT NULL
  DEFAULT '{"email": "email", "firstName": "firstName", "lastName": "lastName"}';
