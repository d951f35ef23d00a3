package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.cli.CliException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BackupPolicyTest {
  @Test
  void isAScheduleOfTheNewCluster() {
    assertThat(said("--backup-schedule", "0 3 * * *"))
        .isEqualTo(
            Map.of(
                "backupPolicy",
                Map.of(
                    "name",
                    "policy",
                    "schedule",
                    "0 3 * * *",
                    "retention",
                    Map.of(),
                    "verify",
                    false)));
    assertThat(
            said(
                "--backup-schedule=0 3 * * *",
                "--backup-name=nightly",
                "--backup-zone=Europe/Berlin",
                "--backup-keep=14",
                "--backup-age=720h",
                "--backup-verify"))
        .isEqualTo(
            Map.of(
                "backupPolicy",
                Map.of(
                    "name",
                    "nightly",
                    "schedule",
                    "0 3 * * *",
                    "timeZone",
                    "Europe/Berlin",
                    "retention",
                    Map.of("count", 14, "age", "720h"),
                    "verify",
                    true)));
  }

  @Test
  void isNoneUnlessSaid() {
    assertThat(said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--backup-keep=3", "--backup-verify", "--backup-zone=UTC"})
  void wantsToKnowWhen(String option) {
    assertThatThrownBy(() -> said(option))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--backup-schedule");
  }

  private static Map<String, Object> said(String... options) {
    return CommandLine.populateCommand(new BackupPolicy(), options).fields();
  }
}
