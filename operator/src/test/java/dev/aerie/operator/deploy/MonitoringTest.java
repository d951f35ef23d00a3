package dev.aerie.operator.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Idleness;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.metric.BackupMetrics;
import dev.aerie.operator.metric.FleetMetrics;
import dev.aerie.operator.metric.LeaderMetric;
import dev.aerie.operator.metric.ReconciliationMetrics;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watches the operator must speak of what the operator tells. */
class MonitoringTest {

  private static final Path FOLDER = Path.of("../deploy/monitoring");
  private static final Path CHARTS = Path.of("../deploy/helm");
  private static final Path RUNBOOKS = Path.of("../docs/operations/runbooks");
  private static final Pattern METRIC = Pattern.compile("aerie_operator_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");

  /** Those of the data plane are compared with what a server tells, in its own tests. */
  @Test
  void namesOnlyMetricsOfTheOperatorThatExist() throws Exception {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        named.addAll(found(METRIC, Files.readString(file)));
      }
    }

    assertThat(named).isNotEmpty();
    assertThat(exposed()).containsAll(named);
  }

  /** A figure nobody is told of helps nobody. */
  @Test
  void eachMetricOfTheOperatorStandsInThePageForDebugging() throws Exception {
    String page = Files.readString(RUNBOOKS.resolve("../debug.md"));

    assertThat(exposed())
        .extracting(name -> name.replaceFirst("_(count|sum|max|bucket)$", ""))
        .allMatch(name -> page.contains("`" + name));
  }

  @Test
  void eachDashboardGoesWithTheChart() throws IOException {
    try (Stream<Path> dashboards = Files.list(FOLDER.resolve("dashboards"))) {
      assertThat(dashboards)
          .hasSize(3)
          .allSatisfy(
              dashboard -> {
                String name = dashboard.getFileName().toString();
                Path chart = CHARTS.resolve(chartOf(name));
                assertThat(chart.resolve("files").resolve(name)).hasSameTextualContentAs(dashboard);
                assertThat(chart.resolve("templates/monitoring.yaml"))
                    .content()
                    .contains("files/" + name);
                assertThat(new ObjectMapper().readTree(dashboard.toFile()).get("panels"))
                    .isNotEmpty();
              });
    }
  }

  private static String chartOf(String file) {
    return file.startsWith("control-plane") ? "aerie-control-plane" : "aerie-operator";
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "control-plane-alerts.yaml"})
  void alertsGoWithTheirChart(String alerts) {
    assertThat(CHARTS.resolve(chartOf(alerts)).resolve("files/alerts.yaml"))
        .hasSameTextualContentAs(FOLDER.resolve(alerts));
  }

  @Test
  void eachAlertHasARunbook() throws IOException {
    Set<String> alerts = found(ALERT, Files.readString(FOLDER.resolve("alerts.yaml")));
    alerts.addAll(found(ALERT, Files.readString(FOLDER.resolve("control-plane-alerts.yaml"))));

    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              String name = alert.replace("alert: ", "");
              assertThat(RUNBOOKS.resolve(name + ".md"))
                  .content()
                  .startsWith("# " + name + "\n")
                  .contains("1. ");
            });
    try (Stream<Path> pages = Files.list(RUNBOOKS)) {
      assertThat(pages)
          .extracting(page -> "alert: " + page.getFileName().toString().replace(".md", ""))
          .containsExactlyInAnyOrderElementsOf(alerts);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts", "control-plane-alerts"})
  void alertsFireWhenTheyShould(String alerts) throws Exception {
    String tests = Files.readString(FOLDER.resolve(alerts + ".test.yaml"));
    assertThat(found(ALERT, Files.readString(FOLDER.resolve(alerts + ".yaml"))))
        .allMatch(alert -> tests.contains(alert.replace("alert: ", "alertname: ") + "\n"));
    assumeTrue(isInstalled(), "promtool is not installed (Debian package prometheus)");
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", alerts + ".test.yaml")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();

    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static Set<String> exposed() throws Exception {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LeaderMetric(meters);
    new BackupMetrics(meters);
    FleetMetrics fleet = new FleetMetrics(meters);
    fleet.observe(degraded(), degraded().getStatus());
    new ReconciliationMetrics(meters).timeControllerExecution(new Execution());
    return found(METRIC, meters.scrape());
  }

  private static VectorCluster degraded() {
    VectorCluster cluster = new VectorCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withUid("1").build());
    var condition =
        new ConditionBuilder()
            .withType("Degraded")
            .withStatus("True")
            .withReason("CrashLoop")
            .build();
    cluster.setStatus(
        new VectorClusterStatus(
            1L,
            1L,
            Phase.DEGRADED,
            "",
            0,
            1,
            "",
            Roll.NONE,
            Scaling.NONE,
            Idleness.NONE,
            Compute.SMALLEST,
            List.of(condition)));
    return cluster;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isInstalled() {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  private static final class Execution implements ControllerExecution<String> {
    @Override
    public String name() {
      return "reconcile";
    }

    @Override
    public String controllerName() {
      return "vectorcluster";
    }

    @Override
    public String successTypeName(String result) {
      return result;
    }

    @Override
    public ResourceID resourceID() {
      return new ResourceID("any");
    }

    @Override
    public Map<String, Object> metadata() {
      return Map.of();
    }

    @Override
    public String execute() {
      return "done";
    }
  }
}
