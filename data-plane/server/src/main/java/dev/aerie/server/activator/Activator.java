package dev.aerie.server.activator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Takes connections for a cluster that sleeps. Thread-safe. */
public final class Activator implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Activator.class);

  private final ServerSocket door;
  private final Mailbox mailbox;
  private final Limits limits;
  private final Semaphore free;

  Activator(InetSocketAddress address, Mailbox mailbox, Limits limits) throws IOException {
    this.door = new ServerSocket(address.getPort(), limits.connections(), address.getAddress());
    this.mailbox = mailbox;
    this.limits = limits;
    this.free = new Semaphore(limits.connections());
  }

  /** Begins to take connections. */
  void start() {
    Thread.ofPlatform().name("door").start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        take(door.accept());
      } catch (IOException e) {
        if (!door.isClosed()) {
          LOG.warnf("A connection could not be taken: %s", e.getMessage());
        }
      }
    }
  }

  private void take(Socket client) {
    if (!free.tryAcquire()) {
      Visit.end(client);
      return;
    }
    Thread.startVirtualThread(
        () -> {
          try (client) {
            new Visit(client, mailbox, limits).receive();
          } catch (IOException e) {
            LOG.debugf("A connection ended: %s", e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            free.release();
          }
        });
  }

  /**
   * Returns when nobody comes any more and what was handed over has ended, or has had its time. The
   * way to the pods is known here before it is known to all nodes, so new ones are taken at first.
   */
  void leave() throws InterruptedException {
    Thread.sleep(limits.linger());
    close();
    Duration rest = limits.ending();
    if (!free.tryAcquire(limits.connections(), rest.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.infof("Connections that were handed over go on after %s; they are cut", rest);
    }
  }

  /** Takes no connection any more; those taken go on. */
  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
