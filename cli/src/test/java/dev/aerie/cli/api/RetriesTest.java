package dev.aerie.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.cli.CliException;
import dev.aerie.cli.api.StandIn.Call;
import dev.aerie.cli.api.StandIn.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int MOST_TRIES = 9;
  private static final int MOST_READS = 20;
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Map<String, String> BOOKS = Map.of("name", "books");

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private double chance = 1;
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
    return new Retries(Clock.fixed(NOW, ZoneOffset.UTC), () -> chance, pauses::add, told::add);
  }

  private static Reply version(String etag) {
    return new Reply(200, Map.of("ETag", etag));
  }

  /** Terraform's provider is held to the same rows. */
  @Test
  void itIsAsTheDocumentationHasIt() throws IOException {
    assertThat(Files.readAllLines(Path.of("../docs/api.md")))
        .contains(
            "| tries of a call, at most | %d |".formatted(Retries.MOST_TRIES),
            "| first pause, doubled each time | %d ms |".formatted(Retries.FIRST_PAUSE.toMillis()),
            "| longest pause | %d s |".formatted(Retries.LONGEST_PAUSE.toSeconds()),
            "| longest `Retry-After` | %d s |".formatted(Retries.LONGEST_ASKED.toSeconds()),
            "| one try | %d s |".formatted(Http.PATIENCE.toSeconds()),
            "| reads for one change, at most | %d |"
                .formatted(ControlPlane.MOST_READS_OF_A_CHANGE));
  }

  @Test
  void aCreationIsSentAgainWithItsKey() {
    service.replies(StandIn.NONE, StandIn.CUT, new Reply(502), new Reply(503));
    service.replies(new Reply(504), new Reply(429), new Reply(503), new Reply(503));

    controlPlane.post("/v1/clusters", BOOKS);

    assertThat(service.calls()).hasSize(MOST_TRIES).containsOnly(service.calls().getFirst());
    assertThat(service.calls().getFirst().key()).isNotBlank();
    assertThat(pauses)
        .containsExactlyElementsOf(
            Stream.of(250, 500, 1000, 2000, 4000, 5000, 5000, 5000)
                .map(Duration::ofMillis)
                .toList());
    assertThat(told)
        .first()
        .isEqualTo(service.address() + " does not answer. The same call is sent again.");
  }

  @Test
  void pausesOfManyWhoWaitDiffer() {
    chance = 0.5;
    service.replies(new Reply(503), new Reply(503));

    controlPlane.get("/v1/me");

    assertThat(pauses).containsExactly(Duration.ofMillis(188), Duration.ofMillis(375));
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

  @ParameterizedTest
  @ValueSource(strings = {"61", "3600"})
  void doesNotWaitForLong(String retryAfter) {
    service.replies(new Reply(503, Map.of("Retry-After", retryAfter)));

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("Retry-After: " + retryAfter);
    assertThat(service.calls()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"503, false", "504, true", "0, true"})
  void saysThatItGaveUpAndWhatMayHaveHappened(int status, boolean unsure) {
    service.replies(
        Stream.generate(() -> new Reply(status)).limit(MOST_TRIES).toArray(Reply[]::new));

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(
            service.address() + (status == 0 ? " does not answer." : " answers " + status + "."))
        .hasMessageContaining("Given up after 9 tries.")
        .matches(failure -> failure.getMessage().contains("look before you try again") == unsure);
    assertThat(service.calls()).hasSize(MOST_TRIES);
  }

  @Test
  void whatNeverArrivedMayBeTriedAgain() {
    service.close();

    assertThatThrownBy(() -> controlPlane.post("/v1/clusters", BOOKS))
        .hasMessage(
            service.address()
                + " does not answer. Given up after 9 tries. See that it runs and can be reached, then try again.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 503})
  void aDeletionIsSentAgainAndFindsItGone(int lost) {
    service.replies(new Reply(lost), new Reply(404));

    assertThat(controlPlane.delete("/v1/clusters/cls_1").isMissingNode()).isTrue();
    assertThat(service.calls()).extracting(Call::method).containsExactly("DELETE", "DELETE");
  }

  @Test
  void whatWasNeverThereIsNotTakenForDeleted() {
    service.replies(new Reply(404));

    assertThatThrownBy(() -> controlPlane.delete("/v1/clusters/cls_1")).hasMessageContaining("404");
  }

  @Test
  void aChangeIsSentAgainUnderItsVersion() {
    service.replies(version("one"), StandIn.NONE, new Reply(503));

    controlPlane.patch("/v1/clusters/cls_1", BOOKS);

    assertThat(service.calls())
        .extracting(Call::method)
        .containsExactly("GET", "PATCH", "PATCH", "PATCH");
    assertThat(service.calls()).extracting(Call::match).containsExactly(null, "one", "one", "one");
  }

  @Test
  void aChangeThatMeetsAnotherIsMadeToWhatIsThereThen() {
    service.replies(version("one"), new Reply(412), version("two"));

    controlPlane.patch("/v1/clusters/cls_1", BOOKS);

    assertThat(service.calls()).extracting(Call::match).containsExactly(null, "one", null, "two");
  }

  @Test
  void aChangeThatAlwaysMeetsAnotherIsGivenUp() {
    service.replies(
        Stream.generate(() -> List.of(version("one"), new Reply(412)))
            .limit(MOST_READS)
            .flatMap(List::stream)
            .toArray(Reply[]::new));

    assertThatThrownBy(() -> controlPlane.patch("/v1/clusters/cls_1", BOOKS))
        .hasMessageContaining("412");
    assertThat(service.calls()).hasSize(2 * MOST_READS);
  }

  @ParameterizedTest
  @CsvSource({"429, 2", "502, 1", "503, 1", "504, 1", "0, 1"})
  void whatMayTakeEffectTwiceIsSentAgainOnlyWhenItWasRefused(int status, int calls) {
    service.replies(new Reply(status));

    retries().send(Http.to(service.address()).POST(BodyPublishers.noBody()).build());

    assertThat(service.calls()).hasSize(calls);
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
