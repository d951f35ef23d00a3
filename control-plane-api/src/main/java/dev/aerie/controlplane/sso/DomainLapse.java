package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.member.MemberRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a connection whose domain's record is gone: its owners are told, then nobody has
 * to come through it any more, then nobody can, and another organisation may prove the domain.
 */
@ApplicationScoped
class DomainLapse {
  private static final Duration UNTIL_TOLD = Duration.ofDays(3);
  private static final Duration UNTIL_UNENFORCED = Duration.ofDays(7);
  private static final Duration UNTIL_UNVERIFIED = Duration.ofDays(30);

  /** A mail that could not go out for as long says nothing new. */
  private static final Duration NEWS = Duration.ofDays(3);

  private final SsoConnectionRepository repository;
  private final MemberRepository members;
  private final ConnectionBroker broker;
  private final MailQueue mails;
  private final AuditLog audit;
  private final Clock clock;

  DomainLapse(
      SsoConnectionRepository repository,
      MemberRepository members,
      ConnectionBroker broker,
      MailQueue mails,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.members = members;
    this.broker = broker;
    this.mails = mails;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Goes as far as it is time to.
   *
   * @param since when the record was missed first
   * @param before when it was looked for the last time but this one
   */
  void go(Sql sql, SsoConnection connection, Instant since, Instant before) {
    Instant now = clock.instant();
    if (!now.isBefore(since.plus(UNTIL_UNVERIFIED))) {
      change(sql, connection, connection.unverified(now));
      broker.updateDomains(sql, connection.organizationId());
      tell(
          sql,
          connection,
          "Nobody can sign in through it any more, until you verify the domain anew.");
    } else if (connection.enforced() && !now.isBefore(since.plus(UNTIL_UNENFORCED))) {
      change(sql, connection, connection.unenforced(now));
      tell(
          sql,
          connection,
          "Single sign-on is no longer enforced. On %s nobody will be able to sign in through it any more, and another organization may verify the domain."
              .formatted(day(since.plus(UNTIL_UNVERIFIED))));
    } else if (isBetween(since.plus(UNTIL_TOLD), before, now)) {
      audit.recordOwn(
          sql,
          connection.organizationId(),
          "sso-connection.domain-missing",
          connection.id(),
          Optional.empty(),
          Optional.of(connection));
      tell(
          sql,
          connection,
          "On %s single sign-on will no longer be enforced, and on %s nobody will be able to sign in through it any more."
              .formatted(day(since.plus(UNTIL_UNENFORCED)), day(since.plus(UNTIL_UNVERIFIED))));
    }
  }

  private static boolean isBetween(Instant moment, Instant before, Instant now) {
    return before.isBefore(moment) && !now.isBefore(moment);
  }

  private static String day(Instant moment) {
    return moment.toString().substring(0, "2026-01-01".length());
  }

  private void change(Sql sql, SsoConnection before, SsoConnection after) {
    repository.update(sql, after);
    audit.recordOwn(
        sql,
        before.organizationId(),
        "sso-connection.update",
        before.id(),
        Optional.of(before),
        Optional.of(after));
    broker.update(after, Optional.empty(), Optional.empty());
  }

  private void tell(Sql sql, SsoConnection connection, String consequence) {
    String body =
        """
        The single sign-on connection %s is for people of %s. The TXT record that proves the domain
        to be yours is not in its DNS any more:

          %s  %s

        %s

        If the domain is yours, put the record back; it has to stay. If it is not, delete the connection.
        """
            .formatted(
                connection.name(),
                connection.domain(),
                connection.domainRecord().name(),
                connection.domainRecord().value(),
                consequence);
    for (String owner : members.addressesOfOwners(sql, connection.organizationId())) {
      mails.add(
          sql,
          connection.organizationId(),
          connection.id(),
          clock.instant().plus(NEWS),
          owner,
          "Single sign-on: the record of %s is gone".formatted(connection.domain()),
          body);
    }
  }
}
