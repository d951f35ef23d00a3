package dev.aerie.controlplane.database;

import dev.aerie.controlplane.throttle.Turns;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may take a connection next: who came first. The pool itself gives a connection that comes
 * back to whoever asks at that moment, and who has waited may wait again. Reads, of which there are
 * most, take half of the connections at most: more of them at once make none faster and the slowest
 * slower, and changes find one. Safe for use by many threads.
 */
@ApplicationScoped
public class ConnectionTurns {
  private final Turns connections;
  private final Turns reads;
  private final Duration patience;

  /**
   * @param most connections of the pool, of which one listens
   * @param patience how long is waited
   */
  public ConnectionTurns(
      @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int most,
      @ConfigProperty(name = "quarkus.datasource.jdbc.acquisition-timeout") Duration patience) {
    this.connections = new Turns(Math.max(1, most - 1), patience);
    this.reads = new Turns(Math.max(1, most / 2), patience);
    this.patience = patience;
  }

  /**
   * Does what reads when its turn has come.
   *
   * @throws DatabaseException when that takes too long
   */
  <T> T read(Supplier<T> work) {
    return reads.take(() -> take(work), this::tooLong);
  }

  /**
   * Does what needs a connection when its turn has come.
   *
   * @throws DatabaseException when that takes too long
   */
  <T> T take(Supplier<T> work) {
    return connections.take(work, this::tooLong);
  }

  private DatabaseException tooLong() {
    return DatabaseException.busy(patience);
  }
}
