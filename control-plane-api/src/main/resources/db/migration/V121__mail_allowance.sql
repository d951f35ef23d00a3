-- How many people were written to for an organisation on a day: nobody makes the platform's mail server write to strangers at will.
CREATE TABLE mail_allowances (
  org_id text PRIMARY KEY REFERENCES organizations,
  day date NOT NULL,
  mails integer NOT NULL
);
ALTER TABLE mail_allowances ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON mail_allowances USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE ON mail_allowances TO "${appUser}";

-- When what a mail tells of has ended by itself: it is not sent any more, however often it was refused.
ALTER TABLE mails ADD COLUMN ends_at timestamptz;
UPDATE mails SET ends_at = i.expires_at FROM invitations i WHERE i.org_id = mails.org_id AND i.id = mails.about;
