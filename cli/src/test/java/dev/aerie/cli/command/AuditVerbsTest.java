package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.cli.described.DescribedControlPlane;
import dev.aerie.cli.described.Terminal;
import dev.aerie.cli.described.Terminal.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbsTest {
  private static final String EXPORT = "/v1/audit-events:export";
  private static final String LINES =
      "{\"sequence\": 1}\n{\"sequence\": 2, \"name\": \"Bücher\"}\n";
  @TempDir private Path folder;
  private DescribedControlPlane service;

  @BeforeEach
  void start() throws IOException {
    service = new DescribedControlPlane();
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void eventsAreWrittenLineByLine() throws IOException {
    service.next("GET", EXPORT, LINES).next("GET", EXPORT, LINES);
    Path file = Files.writeString(folder.resolve("events.ndjson"), "from yesterday\n");

    Said said = Terminal.type(service, "audit export --words books --file '%s'".formatted(file));

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(LINES);
    assertThat(service.calls().getLast().query()).containsEntry("q", "books");
    assertThat(Terminal.type(service, "audit export").out()).isEqualTo(LINES);
  }

  @Test
  void aRefusedExportLeavesWhatWasThere() throws IOException {
    service.refuses("GET", EXPORT, "RATE_LIMITED", "Come later.");
    Path file = Files.writeString(folder.resolve("events.ndjson"), "from yesterday\n");

    Said said = Terminal.type(service, "audit export --file '%s'".formatted(file));

    assertThat(said.exit()).isOne();
    assertThat(said.err()).contains("Come later.", "RATE_LIMITED");
    assertThat(file).hasContent("from yesterday\n");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aBrokenChainFails() {
    Said broken = Terminal.type(service, "audit verify");
    service.next("GET", "/v1/audit-events:verify", "{\"valid\": true, \"events\": 17}");
    Said whole = Terminal.type(service, "audit verify");

    assertThat(broken.exit()).isOne();
    assertThat(broken.out()).contains("MISSING");
    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(whole.out()).contains("true");
  }

  @Test
  void aLongLogIsVerifiedPartByPart() {
    String path = "/v1/audit-events:verify";
    service
        .next(
            "GET",
            path,
            "{\"valid\": true, \"events\": 5, \"complete\": false, \"verifiedThrough\": 5, \"verifiedHash\": \"f00d\"}")
        .next("GET", path, "{\"valid\": true, \"events\": 2, \"complete\": true}");

    Said said = Terminal.type(service, "audit verify -o json");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("7");
    assertThat(service.calls().getLast().query())
        .containsEntry("afterSequence", "5")
        .containsEntry("afterHash", "f00d");
  }
}
