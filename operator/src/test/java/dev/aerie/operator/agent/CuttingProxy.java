package dev.aerie.operator.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Forwards connections, keeps what comes in, and cuts each after so many bytes of a request or of
 * an answer.
 */
final class CuttingProxy implements AutoCloseable {

  static final int NEVER = Integer.MAX_VALUE;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
  private volatile int requestBytes = NEVER;
  private volatile int answerBytes = NEVER;

  CuttingProxy(URI target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Every byte that came to be passed on, as text. */
  String requests() {
    synchronized (requests) {
      return requests.toString(StandardCharsets.UTF_8);
    }
  }

  /** Ends all connections; new ones pass so many bytes each way. */
  void cutAfter(int ofRequest, int ofAnswer) {
    requestBytes = ofRequest;
    answerBytes = ofAnswer;
    open.forEach(CuttingProxy::end);
    open.clear();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAfter(0, 0);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(target.getHost(), target.getPort());
        open.addAll(List.of(client, upstream));
        int most = answerBytes;
        Thread.ofVirtual().start(() -> pump(client, upstream, requestBytes, requests));
        Thread.ofVirtual()
            .start(() -> pump(upstream, client, most, OutputStream.nullOutputStream()));
      }
    } catch (IOException e) {
      // The proxy or what is behind it has ended.
    }
  }

  private static void pump(Socket from, Socket to, int most, OutputStream copy) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      int left = most;
      while (left > 0) {
        int read = in.read(buffer, 0, Math.min(left, buffer.length));
        if (read < 0) {
          break;
        }
        synchronized (copy) {
          copy.write(buffer, 0, read);
        }
        out.write(buffer, 0, read);
        out.flush();
        left -= read;
      }
    } catch (IOException e) {
      // Cut from the other side.
    } finally {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
