package dev.aerie.controlplane.database;

import dev.aerie.controlplane.throttle.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may take a connection next: who came first. The pool itself gives a connection that comes
 * back to whoever asks at that moment, and who has waited may wait again. Reads, of which there are
 * most, take half of the connections at most: more of them at once make none faster and the slowest
 * slower, and changes find one. How long was waited is a metric. Safe for use by many threads.
 */
@ApplicationScoped
public class ConnectionTurns {
  private final Turns connections;
  private final Turns reads;
  private final Duration patience;
  private final MeterRegistry meters;
  private final Timer waits;

  /**
   * @param most connections of the pool, of which one listens
   * @param patience how long is waited
   * @param meters where waits are told
   */
  public ConnectionTurns(
      @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int most,
      @ConfigProperty(name = "quarkus.datasource.jdbc.acquisition-timeout") Duration patience,
      MeterRegistry meters) {
    this.connections = new Turns(Math.max(1, most - 1), patience);
    this.reads = new Turns(Math.max(1, most / 2), patience);
    this.patience = patience;
    this.meters = meters;
    this.waits =
        Timer.builder("aerie.database.wait")
            .description("How long was waited for a connection to the database")
            .register(meters);
  }

  /**
   * Does what reads when its turn has come.
   *
   * @throws DatabaseException when that takes too long
   */
  <T> T read(Supplier<T> work) {
    Timer.Sample wait = Timer.start(meters);
    return reads.take(
        () -> connections.take(begin(work, wait), () -> tooLong(wait)), () -> tooLong(wait));
  }

  /**
   * Does what needs a connection when its turn has come.
   *
   * @throws DatabaseException when that takes too long
   */
  <T> T take(Supplier<T> work) {
    Timer.Sample wait = Timer.start(meters);
    return connections.take(begin(work, wait), () -> tooLong(wait));
  }

  private <T> Supplier<T> begin(Supplier<T> work, Timer.Sample wait) {
    return () -> {
      wait.stop(waits);
      return work.get();
    };
  }

  private DatabaseException tooLong(Timer.Sample wait) {
    wait.stop(waits);
    return DatabaseException.busy(patience);
  }
}
