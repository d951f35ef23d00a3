package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.sso.support.DnsServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsTxtRecordsTest {
  private static final String NAME = "_aerie-challenge.example.com";

  private final DnsServer server = DnsServer.start();
  private final DnsTxtRecords records =
      new DnsTxtRecords(Optional.of(server.address()), Duration.ofSeconds(30));

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void textsAreThoseOfAllRecordsWithTheStringsOfEachJoined() {
    server.texts(
        NAME,
        new String[] {"v=spf1 -all"},
        new String[] {"aerie-domain-", "verification=", "5d2f"},
        new String[] {"\"quoted\" and \\ kept"});

    assertThat(records.at(NAME))
        .containsExactlyInAnyOrder(
            "v=spf1 -all", "aerie-domain-verification=5d2f", "\"quoted\" and \\ kept");
  }

  @Test
  void nameThatIsNotThereHasNoTextsAndNoOtherIsAsked() {
    assertThat(records.at(NAME)).isEmpty();
    assertThat(server.asked()).as("no suffix of this machine is tried").containsOnly(NAME);
  }

  @Test
  void nameWithoutTxtRecordsHasNoTexts() {
    server.without(NAME);

    assertThat(records.at(NAME)).isEmpty();
  }

  @Test
  void recordThatWasAddedIsSeenAtOnce() {
    assertThat(records.at(NAME)).isEmpty();
    server.texts(NAME, new String[] {"added"});
    assertThat(records.at(NAME)).containsExactly("added");
    server.texts(NAME, new String[] {"changed"});
    assertThat(records.at(NAME)).containsExactly("changed");
  }

  @Test
  void serverThatFailsIsNoProofOfAbsence() {
    server.failing(NAME);

    assertUnavailable(records);
  }

  @Test
  void serverThatSaysNothingIsNotWaitedForWithoutEnd() {
    server.silent(NAME);

    assertUnavailable(new DnsTxtRecords(Optional.of(server.address()), Duration.ofMillis(200)));
  }

  private static void assertUnavailable(DnsTxtRecords records) {
    assertThatThrownBy(() -> records.at(NAME))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.code()).isEqualTo("DNS_UNAVAILABLE");
              assertThat(problem).hasMessageContaining(NAME).hasMessageContaining("Try again");
            });
  }
}
