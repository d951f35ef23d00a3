package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

class QuoteCommandsTest {
  private static final String[] PLACED = {
    "--org", "acme", "--project", "search", "--storage-gb", "10", "--backup-gb", "20", "-o", "json"
  };

  @ParameterizedTest
  @ValueSource(strings = {"suspend", "resume", "restart", "backup", "delete"})
  void whatIsDoneWithAClusterNeedsItsNameAlone(String verb) {
    ParseResult said = said(verb, "books");

    assertThat(said.matchedPositionals())
        .extracting(ArgSpec::paramLabel)
        .containsExactly("CLUSTER");
    assertThat((String) said.matchedPositionalValue(0, "")).isEqualTo("books");
    assertThat(said.matchedOptions()).hasSize(PLACED.length / 2);
  }

  @Test
  void aVersionComesAfterTheCluster() {
    ParseResult said = said("upgrade", "books", "2.0");

    assertThat((String) said.matchedPositionalValue(0, "")).isEqualTo("books");
    assertThat((String) said.matchedPositionalValue(1, "")).isEqualTo("2.0");
  }

  private static ParseResult said(String... verb) {
    String[] all = Stream.of(verb, PLACED).flatMap(Stream::of).toArray(String[]::new);
    return new CommandLine(new QuoteCommands()).parseArgs(all).subcommand();
  }
}
