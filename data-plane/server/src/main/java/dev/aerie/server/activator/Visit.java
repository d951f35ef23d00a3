package dev.aerie.server.activator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** One connection: greeted, held, handed over. */
final class Visit {
  private static final Logger LOG = Logger.getLogger(Visit.class);

  /** What is read before there is somebody to read it; the rest waits in the client. */
  private static final int FIRST_BYTES = 16 * 1024;

  private static final long MOST_UNREAD = 64L * 1024 * 1024;

  private static final Duration RING_AGAIN = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final int CONNECT_MILLIS = 2000;

  private static final String STILL_ASLEEP =
      "{\"code\":1,\"message\":\"this cluster sleeps and is being woken; call again\"}";

  private static final byte[] UNAVAILABLE =
      String.join(
              "\r\n",
              "HTTP/1.1 503 Service Unavailable",
              "Content-Type: application/json",
              "Retry-After: 5",
              "Content-Length: " + STILL_ASLEEP.length(),
              "Connection: close",
              "",
              STILL_ASLEEP)
          .getBytes(US_ASCII);

  private final Socket client;
  private final Mailbox mailbox;
  private final Limits limits;
  private final byte[] first = new byte[FIRST_BYTES];
  private int length;

  Visit(Socket client, Mailbox mailbox, Limits limits) {
    this.client = client;
    this.mailbox = mailbox;
    this.limits = limits;
  }

  /** Returns when the connection has ended, or may be ended. */
  void receive() throws IOException, InterruptedException {
    client.setTcpNoDelay(true);
    client.setSoTimeout((int) limits.greeting().toMillis());
    Greeting greeting = greeting();
    if (greeting == Greeting.UNFINISHED || greeting == Greeting.FOREIGN) {
      return;
    }
    try (Socket pod = pod()) {
      if (pod.isConnected()) {
        pod.getOutputStream().write(first, 0, length);
        new Splice(client, pod, limits.silence()).run();
      } else if (greeting == Greeting.HTTP_1) {
        refuse();
      }
    }
  }

  /**
   * What the client still sends is read, or the end of the connection would overtake the answer.
   */
  private void refuse() throws IOException {
    client.getOutputStream().write(UNAVAILABLE);
    client.shutdownOutput();
    for (long rest = MOST_UNREAD; rest > 0; ) {
      int read = client.getInputStream().read(first);
      rest = read < 0 ? 0 : rest - read;
    }
  }

  private Greeting greeting() throws IOException {
    Greeting greeting = Greeting.UNFINISHED;
    while (greeting == Greeting.UNFINISHED) {
      int read = client.getInputStream().read(first, length, first.length - length);
      if (read < 0) {
        return Greeting.UNFINISHED;
      }
      length += read;
      greeting = Greeting.of(first, length);
    }
    return greeting;
  }

  /** A pod that takes connections; not connected if none did in time. */
  private Socket pod() throws InterruptedException {
    long deadline = System.nanoTime() + limits.hold().toNanos();
    while (System.nanoTime() < deadline) {
      mailbox.ring();
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      List<InetSocketAddress> backends =
          mailbox.backends(left.compareTo(RING_AGAIN) < 0 ? left : RING_AGAIN);
      for (InetSocketAddress backend : backends) {
        Socket pod = new Socket();
        try {
          pod.setTcpNoDelay(true);
          pod.connect(backend, CONNECT_MILLIS);
          return pod;
        } catch (IOException e) {
          LOG.debugf("%s takes no connection: %s", backend, e.getMessage());
          end(pod);
        }
      }
      if (!backends.isEmpty()) {
        Thread.sleep(RETRY);
      }
    }
    return new Socket();
  }

  static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debugf("A connection could not be ended: %s", e.getMessage());
    }
  }
}
