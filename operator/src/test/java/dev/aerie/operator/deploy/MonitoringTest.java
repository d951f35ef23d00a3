package dev.aerie.operator.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watches the operator must speak of what the operator tells. */
class MonitoringTest {

  private static final Path FOLDER = Path.of("../deploy/monitoring");
  private static final Path RUNBOOKS = Path.of("../docs/operations/runbooks");
  private static final Pattern METRIC = Pattern.compile("aerie_operator_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "dashboards/fleet.json"})
  void namesOnlyMetricsThatExist(String file) throws Exception {
    Set<String> named = found(METRIC, Files.readString(FOLDER.resolve(file)));

    assertThat(named).isNotEmpty();
    assertThat(exposed()).containsAll(named);
  }

  @Test
  void eachAlertHasARunbook() throws IOException {
    Set<String> alerts = found(ALERT, Files.readString(FOLDER.resolve("alerts.yaml")));

    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert -> assertThat(RUNBOOKS.resolve(alert.replace("alert: ", "") + ".md")).exists());
  }

  @Test
  void alertsFireWhenTheyShould() throws Exception {
    assumeTrue(isInstalled(), "promtool is not installed (Debian package prometheus)");
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", "alerts.test.yaml")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();

    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static Set<String> exposed() throws Exception {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LeaderMetric(meters);
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
            1L, 1L, Phase.DEGRADED, "", 0, 1, "", Roll.NONE, Scaling.NONE, List.of(condition)));
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
