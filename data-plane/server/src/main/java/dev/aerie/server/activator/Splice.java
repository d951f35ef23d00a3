package dev.aerie.server.activator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two connections that have become one, until both sides have said all or neither says anything.
 */
final class Splice {
  private static final int BUFFER = 16 * 1024;

  private final Socket one;
  private final Socket other;
  private final Duration silence;
  private final AtomicLong heard = new AtomicLong(System.nanoTime());

  Splice(Socket one, Socket other, Duration silence) {
    this.one = one;
    this.other = other;
    this.silence = silence;
  }

  void run() throws IOException, InterruptedException {
    one.setSoTimeout((int) silence.toMillis());
    other.setSoTimeout((int) silence.toMillis());
    Thread back = Thread.startVirtualThread(() -> copy(other, one));
    copy(one, other);
    back.join();
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      Visit.end(from);
      Visit.end(to);
    }
  }

  /** Fails when neither side has said anything for too long. */
  private int read(InputStream in, byte[] buffer) throws IOException {
    while (true) {
      try {
        int read = in.read(buffer);
        heard.set(System.nanoTime());
        return read;
      } catch (SocketTimeoutException e) {
        if (System.nanoTime() - heard.get() >= silence.toNanos()) {
          throw e;
        }
      }
    }
  }
}
