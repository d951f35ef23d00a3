package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A syslog server on a TCP port: reads messages with their length before them. */
public final class SyslogServer implements AutoCloseable {
  private static final int DRIP_MILLIS = 50;

  /** What it does with a connection. */
  public enum Mood {
    TAKE,
    /** Breaks it after its first message. */
    CUT,
    /** Reads everything, and answers a byte now and then without an end. */
    DRIP,
    /** Reads everything, and answers without a pause or an end. */
    FLOOD
  }

  private final ServerSocket listening;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Mood mood = Mood.TAKE;

  private SyslogServer(ServerSocket listening) {
    this.listening = listening;
  }

  public static SyslogServer start(ServerSocketFactory factory) {
    try {
      var server =
          new SyslogServer(factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.startVirtualThread(server::serve);
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  public void is(Mood next) {
    mood = next;
  }

  /** What has come, oldest first. */
  public List<String> messages() {
    return messages;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket connection = listening.accept()) {
        read(connection);
        answer(connection);
      } catch (SocketException closed) {
        // Ended, or a client that broke off.
      } catch (IOException broken) {
        // A handshake that failed.
      }
    }
  }

  private void read(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    while (true) {
      var length = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != ' ') {
        length.append((char) next);
        next = in.read();
      }
      if (next < 0) {
        return;
      }
      byte[] text = in.readNBytes(Integer.parseInt(length.toString()));
      messages.add(new String(text, StandardCharsets.UTF_8));
      if (mood == Mood.CUT) {
        connection.setSoLinger(true, 0);
        return;
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    while (mood == Mood.FLOOD || mood == Mood.DRIP && !isClosedSoon()) {
      connection.getOutputStream().write('.');
    }
  }

  private boolean isClosedSoon() {
    try {
      return closed.await(DRIP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
  }
}
