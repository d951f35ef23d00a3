package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aerie.operator.agent.protocol.BackupReport;
import dev.aerie.operator.agent.protocol.ClusterReport;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.ScheduleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new is told once, and nothing is remembered of what is no more. */
class ReporterTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @TempDir private Path folder;
  private final List<BackupReport> backups = new ArrayList<>();
  private final List<ScheduleReport> schedules = new ArrayList<>();
  private final List<Report> accepted = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private FakeControlPlane controlPlane;
  private Reporter reporter;

  @BeforeEach
  void start() throws IOException {
    controlPlane = new FakeControlPlane();
    InstantSource time = () -> now;
    Clock clock = time.withZone(ZoneOffset.UTC);
    AgentState state = AgentState.in(folder, JSON);
    ControlPlane calls =
        new ControlPlane(
            new AgentSettings(
                controlPlane.url(), "test", "", "none", Duration.ofDays(7), "file:///none", folder),
            JSON);
    calls.use("key");
    Report.Region region = new Report.Region("v1", "v1", List.of(), List.of());
    reporter =
        new Reporter(
            calls,
            state,
            new UsageMeter(clock, List.of()),
            () -> region,
            new Sources(),
            new Telemetry(),
            new KeyUseBook(clock),
            clock);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  @Test
  void whatIsNoMoreIsForgotten() throws InterruptedException {
    BackupReport nightly = BackupReport.refused("cls_1", "nightly");
    backups.add(nightly);
    assertThat(reporter.once()).isTrue();
    now = now.plusSeconds(15);
    assertThat(reporter.once()).isTrue();
    assertThat(told("backups")).containsExactly("nightly");

    backups.clear();
    now = now.plusSeconds(15);
    assertThat(reporter.once()).isTrue();
    backups.add(nightly);
    assertThat(reporter.once()).isTrue();

    assertThat(told("backups")).containsExactly("nightly", "nightly");
  }

  @Test
  void aBackupAndAScheduleOfTheSameNameAreToldOnceEach() throws InterruptedException {
    backups.add(BackupReport.refused("cls_1", "nightly"));
    schedules.add(ScheduleReport.refused("cls_1", "nightly"));

    assertThat(reporter.once()).isTrue();
    assertThat(reporter.once()).isTrue();

    assertThat(controlPlane.reports()).hasSize(1);
    assertThat(told("backups")).containsExactly("nightly");
    assertThat(told("backupSchedules")).containsExactly("nightly");
  }

  @Test
  void sourcesHearOfWhatTheControlPlaneHasAccepted() throws InterruptedException {
    BackupReport gone = BackupReport.gone("cls_1", "nightly");
    backups.add(gone);
    controlPlane.setOut(true);
    assertThat(reporter.once()).isFalse();
    assertThat(accepted).isEmpty();

    controlPlane.setOut(false);
    assertThat(reporter.once()).isTrue();

    assertThat(accepted)
        .singleElement()
        .satisfies(report -> assertThat(report.backups()).containsExactly(gone));
  }

  private List<String> told(String list) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path(list).valueStream())
        .map(one -> one.path("name"))
        .map(JsonNode::asText)
        .toList();
  }

  private final class Sources implements Reporter.Sources {

    @Override
    public List<ClusterReport> reports() {
      return List.of();
    }

    @Override
    public List<BackupReport> backups() {
      return List.copyOf(backups);
    }

    @Override
    public List<ScheduleReport> schedules() {
      return List.copyOf(schedules);
    }

    @Override
    public void told(Report report) {
      accepted.add(report);
    }
  }
}
