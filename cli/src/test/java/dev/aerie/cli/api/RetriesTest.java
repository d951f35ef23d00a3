package dev.aerie.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.cli.CliException;
import dev.aerie.cli.api.StandIn.Call;
import dev.aerie.cli.api.StandIn.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
  private static final int MOST_TRIES = 6;
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Map<String, String> BOOKS = Map.of("name", "books");

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private StandIn service;
  private ControlPlane controlPlane;

  @BeforeEach
  void prepare() throws IOException {
    service = new StandIn();
    controlPlane = new ControlPlane(service.address(), "", retries());
  }

  @AfterEach
  void end() {
    service.close();
  }

  private Retries retries() {
    return new Retries(Clock.fixed(NOW, ZoneOffset.UTC), pauses::add, told::add);
  }

  @Test
  void aCreationIsSentAgainWithItsKey() {
    service.replies(StandIn.NONE, new Reply(502), new Reply(503), new Reply(504), new Reply(429));

    controlPlane.post("/v1/clusters", BOOKS);

    assertThat(service.calls()).hasSize(MOST_TRIES).containsOnly(service.calls().getFirst());
    assertThat(service.calls().getFirst().key()).isNotBlank();
    assertThat(pauses)
        .containsExactlyElementsOf(
            Stream.of(250, 500, 1000, 2000, 4000).map(Duration::ofMillis).toList());
    assertThat(told)
        .first()
        .isEqualTo(service.address() + " does not answer. The same call is sent again.");
  }

  @Test
  void twoCreationsHaveTwoKeys() {
    controlPlane.post("/v1/clusters", BOOKS);
    controlPlane.post("/v1/clusters", BOOKS);

    assertThat(service.calls()).extracting(Call::key).doesNotHaveDuplicates();
  }

  @Test
  void aReadIsSentAgain() {
    service.replies(new Reply(503));

    controlPlane.get("/v1/me");

    assertThat(service.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "Mon, 02 Mar 2026 10:00:07 GMT"})
  void waitsAsLongAsItIsAsked(String retryAfter) {
    service.replies(new Reply(503, Map.of("Retry-After", retryAfter)));

    controlPlane.post("/v1/clusters", BOOKS);

    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "soon", "Mon, 02 Mar 2026 09:00:00 GMT"})
  void waitsByItselfWhenItIsAskedForLess(String retryAfter) {
    service.replies(new Reply(503, Map.of("Retry-After", retryAfter)));

    controlPlane.post("/v1/clusters", BOOKS);

    assertThat(pauses).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void doesNotWaitForLong() {
    service.replies(new Reply(503, Map.of("Retry-After", "3600")));

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("Retry-After: 3600");
    assertThat(service.calls()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"503, false", "504, true", "0, true"})
  void saysThatItGaveUpAndWhatMayHaveHappened(int status, boolean unsure) {
    service.replies(Stream.generate(() -> new Reply(status)).limit(9).toArray(Reply[]::new));

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(
            service.address() + (status == 0 ? " does not answer." : " answers " + status + "."))
        .hasMessageContaining("Given up after 6 tries.")
        .matches(failure -> failure.getMessage().contains("look before you try again") == unsure);
    assertThat(service.calls()).hasSize(MOST_TRIES);
  }

  @Test
  void whatNeverArrivedMayBeTriedAgain() {
    service.close();

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .hasMessage(
            service.address()
                + " does not answer. Given up after 6 tries. See that it runs and can be reached, then try again.");
  }

  /**
   * The first try may have taken effect: the next one would find it gone, and tell of a failure.
   */
  @Test
  void whatHasNoKeyIsSentOnce() {
    service.replies(new Reply(503), StandIn.NONE);

    assertThatThrownBy(() -> controlPlane.delete("/v1/clusters/cls_1")).hasMessageContaining("503");
    assertThatThrownBy(() -> controlPlane.delete("/v1/clusters/cls_2"))
        .hasMessageContaining("look before you try again");
    assertThat(service.calls()).hasSize(2);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 500})
  void otherAnswersStand(int status) {
    service.replies(new Reply(status));

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .hasMessageContaining("answered " + status);
    assertThat(service.calls()).hasSize(1);
  }
}
