package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  private final Database database;
  private final SsoConnectionRepository repository;
  private final ConnectionBroker broker;
  private final MetadataReader metadata;
  private final Clock clock;

  MetadataRefresh(
      Database database,
      SsoConnectionRepository repository,
      ConnectionBroker broker,
      MetadataReader metadata,
      Clock clock) {
    this.database = database;
    this.repository = repository;
    this.broker = broker;
    this.metadata = metadata;
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
    due.forEach(this::refresh);
  }

  private void refresh(Due due) {
    Scope scope = Scope.organization(due.organization());
    try {
      database
          .transaction(scope, sql -> repository.find(sql, due.organization(), due.id()))
          .flatMap(SsoConnection::saml)
          .ifPresent(saml -> refresh(scope, due, saml));
    } catch (Problem unreadable) {
      LOG.warnf("The metadata of %s cannot be read: %s", due.id(), unreadable.getMessage());
      String why =
          unreadable.fields().isEmpty()
              ? unreadable.getMessage()
              : unreadable.fields().getFirst().message();
      keepProblem(scope, due, why);
    }
  }

  private void refresh(Scope scope, Due due, SsoConnection.Saml saml) {
    ProviderMetadata read = metadata.samlAt(saml.metadataUrl().orElseThrow());
    if (!read.issuer().equals(saml.entityId())) {
      keepProblem(scope, due, "The metadata is of another provider, " + read.issuer() + ".");
      return;
    }
    database.transaction(
        scope,
        sql -> {
          repository.keep(sql, due.organization(), due.id(), read, clock.instant());
          repository
              .find(sql, due.organization(), due.id())
              .ifPresent(after -> broker.update(after, Optional.of(read), Optional.empty()));
          return due;
        });
  }

  private void keepProblem(Scope scope, Due due, String why) {
    database.transaction(
        scope,
        sql -> {
          repository.keepProblem(sql, due.organization(), due.id(), why);
          return due;
        });
  }
}
