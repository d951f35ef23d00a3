package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.cluster.Revisions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Wakes agents' waiting requests when what they should see has changed, whichever replica of the
 * control plane changed it: by PostgreSQL's LISTEN on a connection of its own. A notification lost
 * with that connection costs a wait of {@link #LONGEST}.
 */
@ApplicationScoped
class Wakeups {
  private static final Logger LOG = Logger.getLogger(Wakeups.class);

  /** After this a request looks again by itself. */
  static final Duration LONGEST = Duration.ofSeconds(3);

  private final DataSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long changes;
  private volatile boolean running = true;

  Wakeups(DataSource source) {
    this.source = source;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("desired-wakeups").start(this::listen);
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
    wake();
  }

  /** How many changes there were; read it before looking, to miss none. */
  long count() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there were more changes than this, or after the time. */
  void await(long seen, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (changes == seen && left > 0 && running) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isRunning() {
    return running;
  }

  private void wake() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void listen() {
    while (running) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + Revisions.CHANNEL);
        wake();
        receive(connection.unwrap(PGConnection.class));
        statement.execute("UNLISTEN *");
      } catch (SQLException lost) {
        pause(lost);
      }
    }
  }

  private void receive(PGConnection connection) throws SQLException {
    while (running) {
      if (connection.getNotifications((int) TimeUnit.SECONDS.toMillis(1)).length > 0) {
        wake();
      }
    }
  }

  private void pause(SQLException lost) {
    if (!running) {
      return;
    }
    LOG.warnf(
        "The connection that hears of changes was lost (%s); agents hear of them later until it is back",
        lost.getMessage());
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException ended) {
      running = false;
    }
  }
}
