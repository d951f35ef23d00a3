package dev.aerie.controlplane.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what transactions told by {@code NOTIFY}, whichever replica of the control plane they ran
 * in, on a connection of its own, and fires it as a {@link Notification}. What is told while that
 * connection is lost is not heard; its return is a notification of {@link #RETURNED}.
 */
@ApplicationScoped
public class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  /** Clusters' desired state has changed; the payload is the region's name. */
  public static final String DESIRED = "aerie_desired";

  /** A row that people see has changed; the payload is JSON. */
  public static final String CHANGES = "aerie_changes";

  /** Somebody may hold fewer rights than before; the payload is JSON. */
  public static final String RIGHTS = "aerie_rights";

  /** Nobody knows what was missed. */
  public static final String RETURNED = "returned";

  private final DataSource source;
  private final Event<Notification> heard;
  private volatile boolean running = true;

  Notifications(DataSource source, Event<Notification> heard) {
    this.source = source;
    this.heard = heard;
  }

  /** Something that was told. */
  public record Notification(String channel, String payload) {}

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("notifications").start(this::listen);
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
  }

  private void listen() {
    while (running) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        for (String channel : List.of(DESIRED, CHANGES, RIGHTS)) {
          statement.execute("LISTEN " + channel);
        }
        heard.fire(new Notification(RETURNED, ""));
        receive(connection.unwrap(PGConnection.class));
        statement.execute("UNLISTEN *");
      } catch (SQLException lost) {
        pause(lost);
      }
    }
  }

  private void receive(PGConnection connection) throws SQLException {
    while (running) {
      for (PGNotification one : connection.getNotifications((int) TimeUnit.SECONDS.toMillis(1))) {
        heard.fire(new Notification(one.getName(), one.getParameter()));
      }
    }
  }

  private void pause(SQLException lost) {
    if (!running) {
      return;
    }
    LOG.warnf(
        "The connection that hears of changes was lost (%s); they are heard of later until it is back",
        lost.getMessage());
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException ended) {
      running = false;
    }
  }
}
