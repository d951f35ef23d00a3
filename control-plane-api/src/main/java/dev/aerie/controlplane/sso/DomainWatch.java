package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Row;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks at verified domains again, each once a day: one that was sold is not its former owner's to
 * vouch for. DNS that does not answer says nothing. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class DomainWatch {
  private static final Logger LOG = Logger.getLogger(DomainWatch.class);
  private static final Duration AGE = Duration.ofHours(23);
  private static final int MOST_AT_A_TIME = 8;

  private final SideBySide work = new SideBySide("Looking at verified domains", MOST_AT_A_TIME);
  private final Database database;
  private final SsoConnectionRepository repository;
  private final DomainLapse lapse;
  private final TxtRecords records;
  private final KeycloakTurns turns;
  private final Clock clock;

  DomainWatch(
      Database database,
      SsoConnectionRepository repository,
      DomainLapse lapse,
      TxtRecords records,
      KeycloakTurns turns,
      Clock clock) {
    this.database = database;
    this.repository = repository;
    this.lapse = lapse;
    this.records = records;
    this.turns = turns;
    this.clock = clock;
  }

  private record Due(
      String organization, String id, Optional<Instant> lookedAt, Optional<Instant> missingSince) {
    static Due read(Row row) {
      return new Due(
          row.string("org_id"), row.string("id"), row.time("looked_at"), row.time("missing_since"));
    }
  }

  /** Looks at what is due; called by time. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void look() {
    List<Due> due =
        database.transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT * FROM sso_domains_due(?)", Due::read, clock.instant().minus(AGE)));
    work.forAll(due, this::look);
  }

  private void look(Due due) {
    database
        .transaction(
            Scope.organization(due.organization()),
            sql -> repository.find(sql, due.organization(), due.id()))
        .filter(SsoConnection::verified)
        .ifPresent(found -> look(due, found));
  }

  private void look(Due due, SsoConnection found) {
    SsoConnection.DomainRecord wanted = found.domainRecord();
    try {
      boolean there = records.at(wanted.name()).contains(wanted.value());
      turns.take(
          () ->
              database.transaction(
                  Scope.organization(due.organization()), sql -> note(sql, due, found, there)));
    } catch (Problem unanswered) {
      LOG.warnf("Domain of %s was not looked at: %s", found.id(), unanswered.getMessage());
    }
  }

  /** Does nothing when somebody has changed the connection meanwhile: it is due still. */
  private SsoConnection note(Sql sql, Due due, SsoConnection found, boolean there) {
    if (repository.isStill(sql, found)) {
      Instant now = clock.instant();
      Optional<Instant> since =
          there ? Optional.empty() : due.missingSince().or(() -> Optional.of(now));
      repository.looked(sql, found, now, since);
      since.ifPresent(at -> lapse.go(sql, found, at, due.lookedAt().orElse(at)));
    }
    return found;
  }
}
