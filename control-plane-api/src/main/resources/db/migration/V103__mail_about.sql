-- What a mail is about, by id, so that it is not sent any more once that has ended.
ALTER TABLE mails ADD COLUMN about text;
