package dev.aerie.server.activator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A ConfigMap which the operator reads as well: {@code calledAt} to it, {@code backends} from it.
 */
final class KubernetesMailbox implements Mailbox {
  private static final Logger LOG = Logger.getLogger(KubernetesMailbox.class);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RING_INTERVAL = Duration.ofSeconds(3);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int OK = 200;

  /** What a watch tells beside these is not of the ConfigMap as it is. */
  private static final Set<String> TOLD = Set.of("ADDED", "MODIFIED");

  private final ApiServer api;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<InetSocketAddress> backends = List.of();
  private long rungAt;
  private boolean rung;

  KubernetesMailbox(ApiServer api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** Begins to follow what the operator writes. */
  void start() {
    Thread.ofPlatform().name("mailbox").daemon().start(this::follow);
  }

  @Override
  public void ring() {
    if (!mayRing()) {
      return;
    }
    String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    try {
      HttpResponse<String> answer =
          api.send(
              api.patch("{\"data\":{\"calledAt\":\"%s\"}}".formatted(now)),
              BodyHandlers.ofString());
      if (answer.statusCode() == OK) {
        take(JSON.readTree(answer.body()));
      } else {
        LOG.warnf("The cluster cannot be woken: %d %s", answer.statusCode(), answer.body());
      }
    } catch (IOException e) {
      LOG.warnf("The cluster cannot be woken: %s", e.getMessage());
    }
  }

  private boolean mayRing() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (!backends.isEmpty() || rung && now - rungAt < RING_INTERVAL.toNanos()) {
        return false;
      }
      rung = true;
      rungAt = now;
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<InetSocketAddress> backends(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (backends.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return backends;
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    try {
      while (true) {
        watch();
        TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the API server ends the watch, as it does after a while, or fails. */
  private void watch() {
    try {
      HttpResponse<Stream<String>> answer = api.send(api.watch(), BodyHandlers.ofLines());
      try (Stream<String> events = answer.body()) {
        if (answer.statusCode() == OK) {
          events.forEach(this::hear);
        } else {
          LOG.warnf("The mailbox cannot be read: %d %s", answer.statusCode(), events.toList());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf("The mailbox cannot be read: %s", e.getMessage());
    }
  }

  private void hear(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      if (TOLD.contains(event.path("type").asText())) {
        take(event.path("object"));
      }
    } catch (JsonProcessingException e) {
      LOG.warnf("The mailbox says nothing that can be read: %s", e.getOriginalMessage());
    }
  }

  private void take(JsonNode configMap) {
    List<InetSocketAddress> now =
        Arrays.stream(configMap.path("data").path("backends").asText("").split(","))
            .filter(text -> !text.isEmpty())
            .map(KubernetesMailbox::address)
            .toList();
    lock.lock();
    try {
      backends = now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
