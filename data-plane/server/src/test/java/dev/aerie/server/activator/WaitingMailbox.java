package dev.aerie.server.activator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A mailbox whose other side is the test. */
final class WaitingMailbox implements Mailbox {
  private final CountDownLatch rings = new CountDownLatch(1);
  private final CompletableFuture<List<InetSocketAddress>> backends = new CompletableFuture<>();

  @Override
  public void ring() {
    rings.countDown();
  }

  boolean wasRung() {
    return rings.getCount() == 0;
  }

  void awaitRing() throws InterruptedException {
    if (!rings.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody rang");
    }
  }

  /** From now on pods serve at these ports. */
  void awaken(int... ports) {
    backends.complete(
        Arrays.stream(ports).mapToObj(port -> new InetSocketAddress("127.0.0.1", port)).toList());
  }

  @Override
  public List<InetSocketAddress> backends(Duration patience) throws InterruptedException {
    try {
      return backends.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
