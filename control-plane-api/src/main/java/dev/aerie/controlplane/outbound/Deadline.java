package dev.aerie.controlplane.outbound;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Closes a socket when its time is up, in the middle of whatever is done with it: a limit of single
 * reads ends no stream of them, and there is none of writes. Closed before, it closes nothing.
 */
final class Deadline implements AutoCloseable {
  private final Socket socket;
  private final Duration time;
  private final Thread waiting;
  private volatile boolean passed;

  private Deadline(Socket socket, Duration time) {
    this.socket = socket;
    this.time = time;
    waiting = Thread.ofVirtual().unstarted(this::end);
  }

  static Deadline of(Socket socket, Duration time) {
    var deadline = new Deadline(socket, time);
    deadline.waiting.start();
    return deadline;
  }

  private void end() {
    try {
      Thread.sleep(time);
      passed = true;
      socket.close();
    } catch (InterruptedException inTime) {
      // All was done before.
    } catch (IOException broken) {
      // It has gone already.
    }
  }

  /** Whether the time was up. */
  boolean hasPassed() {
    return passed;
  }

  @Override
  public void close() {
    waiting.interrupt();
  }
}
