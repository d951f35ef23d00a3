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
import javax.net.ServerSocketFactory;

/** A syslog server on a TCP port: reads messages with their length before them. */
public final class SyslogServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private volatile boolean cutting;

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

  /** Whether connections are broken after their first message. */
  public void cuts(boolean whether) {
    cutting = whether;
  }

  /** What has come, oldest first. */
  public List<String> messages() {
    return messages;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket connection = listening.accept()) {
        read(connection);
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
      if (cutting) {
        connection.setSoLinger(true, 0);
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
