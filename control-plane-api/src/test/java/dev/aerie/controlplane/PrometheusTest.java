package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.metric.Metric;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.PrometheusText;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What a Prometheus of the customer's is answered, by the rules it reads it by. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PrometheusTest {
  private static final String TARGETS = "/v1/prometheus-targets";

  /** How promtool ends when it could read all, but would call something otherwise. */
  private static final int LINT = 3;

  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void everyMetricIsToldByTheGrammarOfTheFormat() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String cluster = measured("watched", now);

    var answer = tenant.owner().get(export(cluster)).mustBe(200);

    assertThat(answer.header("Content-Type").toLowerCase(Locale.ROOT).split("; *"))
        .containsExactlyInAnyOrder("text/plain", "version=0.0.4", "charset=utf-8");
    List<PrometheusText.Sample> samples = PrometheusText.read(answer.text()).samples();
    assertThat(samples)
        .extracting(PrometheusText.Sample::family)
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values()).map(one -> "aerie_cluster_" + one.text()).toList());
    assertThat(samples)
        .allMatch(one -> one.value() == 0.5 && one.at() == now.toEpochMilli())
        .allMatch(one -> one.labels().get("cluster").equals(cluster));
  }

  /** By Prometheus itself; what it finds fault with in names is no reason not to read them. */
  @Test
  void prometheusReadsIt() throws Exception {
    String cluster = measured("watched", clock.instant());
    String told = tenant.owner().get(export(cluster)).mustBe(200).text();
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw new TestAbortedException("promtool is not installed (Debian package prometheus)");
    }
    try (var in = promtool.getOutputStream()) {
      in.write(told.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isIn(0, LINT);
  }

  @Test
  void eachTargetAnswersTheKeyThatFoundIt() {
    List<String> clusters =
        List.of(measured("one", clock.instant()), measured("two", clock.instant()));
    Api viewer = tenant.withKey("DATA_VIEWER");

    var found = viewer.get(TARGETS).mustBe(200);

    assertThat(found.header("Content-Type")).startsWith("application/json");
    List<String> paths =
        StreamSupport.stream(found.json().spliterator(), false)
            .map(group -> group.at("/labels/__metrics_path__").asText())
            .toList();
    assertThat(paths)
        .containsExactlyInAnyOrderElementsOf(
            clusters.stream().map(PrometheusTest::export).toList());
    for (String path : paths) {
      assertThat(PrometheusText.read(viewer.get(path).mustBe(200).text()).samples()).isNotEmpty();
    }
    assertThat(keyOfAnotherProject().get(TARGETS).mustBe(200).json()).isEmpty();
  }

  private Api keyOfAnotherProject() {
    String project =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"other\"}"
                    .formatted(tenant.organization()))
            .mustBe(201)
            .id();
    return new Tenant(tenant.organization(), project, tenant.owner(), tenant.person())
        .withKey("DATA_VIEWER");
  }

  private static String export(String cluster) {
    return "/v1/clusters/%s/metrics:export".formatted(cluster);
  }

  /** A new cluster of which every figure is one half. */
  private String measured(String name, Instant at) {
    String cluster = tenant.newCluster(name).mustBe(202).id();
    String figures =
        Arrays.stream(Metric.values())
            .map(metric -> "\"%s\": 0.5".formatted(metric.text()))
            .collect(Collectors.joining(", "));
    agent
        .tells(
            "\"metrics\": [{\"clusterId\": \"%s\", \"at\": \"%s\", \"figures\": {%s}}]"
                .formatted(cluster, at, figures))
        .mustBe(200);
    return cluster;
  }
}
