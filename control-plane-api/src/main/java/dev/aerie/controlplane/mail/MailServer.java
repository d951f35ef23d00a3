package dev.aerie.controlplane.mail;

import io.quarkus.mailer.Mail;

/** What takes mails to people. Blocks; safe for use by many threads. */
public interface MailServer {
  /**
   * Sends a mail.
   *
   * @throws RuntimeException when it was not taken, with what the server said
   */
  void send(Mail mail);
}
