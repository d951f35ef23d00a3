package dev.aerie.controlplane.keycloak;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Removes what the control plane has made at Keycloak and no row names: it was killed, or lost the
 * database, after Keycloak had made it and before its own commit. It opens nothing, but a client
 * keeps a secret that somebody may have been told. Nobody's audit log has that it was made, so its
 * end is in the log only. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class Orphans {
  private static final Logger LOG = Logger.getLogger(Orphans.class);

  private final SideBySide work = new SideBySide("The removal of orphans at Keycloak", 1);
  private final ServiceClients clients;
  private final IdentityProviders providers;
  private final OrphanConfig config;
  private final Database database;
  private final Clock clock;

  Orphans(
      ServiceClients clients,
      IdentityProviders providers,
      OrphanConfig config,
      Database database,
      Clock clock) {
    this.clients = clients;
    this.providers = providers;
    this.config = config;
    this.database = database;
    this.clock = clock;
  }

  private record Made(String id, BooleanSupplier removal) {}

  /** Removes those there are; called by time. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void remove() {
    try {
      List<Made> orphans = orphans();
      if (orphans.size() > config.most()) {
        LOG.errorf(
            "Keycloak has %d clients and identity providers of this control plane that its database does not know, such as %s: none is removed. "
                + "See that AERIE_DB_URL is the right database; if it is, set AERIE_KEYCLOAK_ORPHANS_MOST to that many for once.",
            orphans.size(), orphans.getFirst().id());
      } else {
        work.forAll(orphans, Orphans::remove);
      }
    } catch (Problem | KeycloakRefusal later) {
      LOG.warnf("Keycloak could not be asked for orphans: %s", later.getMessage());
    }
  }

  /** Keycloak is asked first: what it has by then and is old enough, was committed long ago. */
  private List<Made> orphans() {
    Instant youngest = clock.instant().minus(config.age());
    List<Made> old =
        Stream.concat(
                clients.all().stream()
                    .map(one -> new Made(one.clientId(), () -> clients.delete(one.key()))),
                providers.all().stream()
                    .map(alias -> new Made(alias, () -> providers.delete(alias))))
            .filter(one -> Identifiers.madeAt(one.id()).isBefore(youngest))
            .toList();
    Set<String> known = known(old);
    return old.stream().filter(one -> !known.contains(one.id())).toList();
  }

  private Set<String> known(List<Made> made) {
    return new HashSet<>(
        database.transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT known_of_keycloak(?) AS id",
                    row -> row.string("id"),
                    made.stream().map(Made::id).toList())));
  }

  private static void remove(Made orphan) {
    // Another replica may have been there first.
    if (orphan.removal().getAsBoolean()) {
      LOG.warnf("%s was at Keycloak and in no row: it has been removed there", orphan.id());
    }
  }
}
