package dev.aerie.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.aerie.cli.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationWatchTest {
  private final Queue<String> states = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  private HttpServer service;
  private OperationWatch watch;

  /** Moves by what is paused. */
  private final class Moved extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/v1/operations/op_1",
        exchange -> {
          String state = states.size() > 1 ? states.remove() : states.element();
          byte[] answer =
              "{\"id\": \"op_1\", \"kind\": \"RESTART_CLUSTER\", \"clusterId\": \"cls_1\", \"state\": \"%s\", \"error\": \"No pod answers.\"}"
                  .formatted(state)
                  .getBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    String address = "http://127.0.0.1:" + service.getAddress().getPort();
    ControlPlane asked = new ControlPlane(address, "", Retries.telling(line -> {}));
    watch = new OperationWatch(() -> asked, new Moved(), this::pause);
  }

  @AfterEach
  void end() {
    service.stop(0);
  }

  private void pause(Duration span) {
    pauses.add(span);
    now = now.plus(span);
  }

  @Test
  void looksUntilItHasEnded() {
    states.addAll(List.of("PENDING", "RUNNING", "RUNNING", "SUCCEEDED"));

    assertThat(watch.succeeded("op_1", Duration.ofMinutes(1)).path("state").asText())
        .isEqualTo("SUCCEEDED");
    assertThat(pauses).hasSize(3).containsOnly(OperationWatch.PAUSE);
  }

  @Test
  void tellsWhyItHasFailed() {
    states.addAll(List.of("RUNNING", "FAILED"));

    assertThatThrownBy(() -> watch.succeeded("op_1", Duration.ofMinutes(1)))
        .isInstanceOf(CliException.class)
        .hasMessage("RESTART_CLUSTER (op_1) has failed. No pod answers.");
  }

  @Test
  void doesNotWaitForEver() {
    states.add("RUNNING");

    assertThatThrownBy(() -> watch.succeeded("op_1", Duration.ofSeconds(20)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("still RUNNING after 20 s")
        .hasMessageContaining("aerie cluster operations cls_1");
    assertThat(pauses).hasSize(20);
  }
}
