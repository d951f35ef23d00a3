package dev.aerie.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.cli.CliException;
import dev.aerie.cli.api.StandIn.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
  private static final int CHANGED_MEANWHILE = 412;
  private StandIn service;
  private ControlPlane controlPlane;

  @BeforeEach
  void prepare() throws IOException {
    service = new StandIn();
    controlPlane = new ControlPlane(service.address(), "", Retries.telling(line -> {}));
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void aLongAnswerThatBreaksOffIsNotTakenForWhole() {
    service.replies(StandIn.CUT);

    assertThatThrownBy(() -> controlPlane.lines("/v1/audit-events:export?q=books", line -> {}))
        .isInstanceOf(CliException.class)
        .hasMessage(
            service.address()
                + "/v1/audit-events:export broke off: what came of it is not whole. Try again.");
    assertThat(service.calls()).hasSize(1);
  }

  @Test
  void aChangeThatRestsOnHowItIsIsMadeAnewWhenThatChanges() {
    service.replies(
        new Reply(200, Map.of("ETag", "\"1\"")),
        new Reply(CHANGED_MEANWHILE),
        new Reply(200, Map.of("ETag", "\"2\"")));
    AtomicInteger made = new AtomicInteger();

    controlPlane.patch("/v1/clusters/cls_1", now -> Map.of("units", made.incrementAndGet()));

    assertThat(service.calls())
        .filteredOn(call -> call.method().equals("PATCH"))
        .satisfiesExactly(
            first -> assertThat(Json.read(first.body()).path("units").asInt()).isEqualTo(1),
            second -> {
              assertThat(second.match()).isEqualTo("\"2\"");
              assertThat(Json.read(second.body()).path("units").asInt()).isEqualTo(2);
            });
  }
}
