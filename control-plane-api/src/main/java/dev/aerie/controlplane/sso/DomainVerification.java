package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Lets people of a mail domain come through a connection once its owner has proven the domain,
 * which only one connection can have. Safe for use by many threads.
 */
@ApplicationScoped
class DomainVerification {
  private static final int TOKEN_BYTES = 16;

  private final SsoConnectionRepository repository;
  private final OrganizationService organizations;
  private final ConnectionBroker broker;
  private final AuditLog audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  DomainVerification(
      SsoConnectionRepository repository,
      OrganizationService organizations,
      ConnectionBroker broker,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.broker = broker;
    this.audit = audit;
    this.clock = clock;
  }

  /** What the owner of a domain is to write into its TXT record. */
  String token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Asks whether a domain can be proven; nobody else proves it until the transaction ends.
   *
   * @throws Problem 409 when somebody has done so
   */
  void mustBeFree(Sql sql, String domain) {
    if (repository.isTaken(sql, domain)) {
      throw new Problem(
          Code.DOMAIN_TAKEN,
          "The domain %s has a verified connection already, maybe of another organization. Delete that one first."
              .formatted(domain));
    }
  }

  /** Opens a connection when its record is among the texts found. */
  SsoConnection verify(Sql sql, String organization, String id, List<String> found) {
    SsoConnection before = organizations.lock(sql, organization, repository, id);
    if (before.verified()) {
      return before;
    }
    if (!found.contains(before.domainRecord().value())) {
      throw new Problem(
          Code.DOMAIN_UNVERIFIED,
          "There is no TXT record at %s with the text %s yet. Add it, and try again when DNS shows it."
              .formatted(before.domainRecord().name(), before.domainRecord().value()));
    }
    mustBeFree(sql, before.domain());
    SsoConnection after = before.verifiedAt(clock.instant());
    repository.update(sql, after);
    audit.record(
        sql,
        organization,
        "sso-connection.verify-domain",
        id,
        Optional.of(before),
        Optional.of(after));
    broker.updateDomains(sql, organization);
    broker.update(after, Optional.empty(), Optional.empty());
    return after;
  }
}
