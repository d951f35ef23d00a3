package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.keycloak.KeycloakTurns;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Reads the metadata of SAML providers again, so that a certificate which follows another is known
 * before it is used. Metadata that cannot be read, or is of another provider, changes nothing. Safe
 * for use by many threads and replicas.
 */
@ApplicationScoped
public class MetadataRefresh {
  private static final Logger LOG = Logger.getLogger(MetadataRefresh.class);
  private static final Duration AGE = Duration.ofMinutes(55);
  private static final int MOST_AT_A_TIME = 8;

  private final SideBySide work = new SideBySide("Reading of SAML metadata", MOST_AT_A_TIME);
  private final Database database;
  private final SsoConnectionRepository repository;
  private final ConnectionBroker broker;
  private final MetadataReader metadata;
  private final KeycloakTurns turns;
  private final AuditLog audit;
  private final Clock clock;

  MetadataRefresh(
      Database database,
      SsoConnectionRepository repository,
      ConnectionBroker broker,
      MetadataReader metadata,
      KeycloakTurns turns,
      AuditLog audit,
      Clock clock) {
    this.turns = turns;
    this.database = database;
    this.repository = repository;
    this.broker = broker;
    this.metadata = metadata;
    this.audit = audit;
    this.clock = clock;
  }

  private record Due(String organization, String id) {}

  /** Reads what is due; called by time. */
  @Scheduled(every = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void refresh() {
    List<Due> due =
        database.transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT * FROM sso_metadata_due(?)",
                    row -> new Due(row.string("org_id"), row.string("id")),
                    clock.instant().minus(AGE)));
    work.forAll(due, this::refresh);
  }

  private void refresh(Due due) {
    database
        .transaction(
            Scope.organization(due.organization()),
            sql -> repository.find(sql, due.organization(), due.id()))
        .ifPresent(found -> found.saml().ifPresent(saml -> refresh(found, saml)));
  }

  private void refresh(SsoConnection found, SsoConnection.Saml saml) {
    if (saml.metadataUrl().isEmpty()) {
      return; // It was due when its metadata still had an address.
    }
    try {
      ProviderMetadata read = metadata.samlAt(saml.metadataUrl().get());
      if (read.issuer().equals(saml.entityId())) {
        turns.take(() -> ifUnchanged(found, sql -> keep(sql, found, saml, read)));
      } else {
        keepProblem(found, "The metadata is of another provider, " + read.issuer() + ".");
      }
    } catch (Problem unreadable) {
      LOG.warnf("The metadata of %s cannot be read: %s", found.id(), unreadable.getMessage());
      String why =
          unreadable.fields().isEmpty()
              ? unreadable.getMessage()
              : unreadable.fields().getFirst().message();
      keepProblem(found, why);
    }
  }

  private void keep(Sql sql, SsoConnection found, SsoConnection.Saml saml, ProviderMetadata read) {
    String organization = found.organizationId();
    repository.keep(sql, organization, found.id(), read, clock.instant());
    SsoConnection after = repository.get(sql, organization, found.id());
    SsoConnection.Saml now = after.saml().orElseThrow();
    if (!now.certificates().equals(saml.certificates())
        || !now.signOnUrl().equals(saml.signOnUrl())) {
      audit.recordOwn(
          sql,
          organization,
          "sso-connection.update",
          found.id(),
          Optional.of(found),
          Optional.of(after));
    }
    broker.update(after, Optional.of(read), Optional.empty());
  }

  private void keepProblem(SsoConnection found, String why) {
    ifUnchanged(found, sql -> repository.keepProblem(sql, found.organizationId(), found.id(), why));
  }

  /** Writes unless somebody has changed the connection while its metadata was read. */
  private SsoConnection ifUnchanged(SsoConnection found, Consumer<Sql> write) {
    return database.transaction(
        Scope.organization(found.organizationId()),
        sql -> {
          if (repository.isStill(sql, found)) {
            write.accept(sql);
          }
          return found;
        });
  }
}
