package dev.aerie.controlplane.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.notification.NotificationQueue;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.SinkPreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.WebhookReceiver.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who run the platform are told of it, and what watches it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PlatformMetricsTest extends SinkPreparation {
  private static final Path ROOT = Path.of("..");
  private static final Path ALERTS = ROOT.resolve("deploy/monitoring/control-plane-alerts.yaml");
  private static final Path DASHBOARD =
      ROOT.resolve("deploy/monitoring/dashboards/control-plane.json");
  private static final Path PAGE = ROOT.resolve("docs/operations/debug.md");
  private static final Pattern NAMED =
      Pattern.compile("\\b(?:aerie|http|jvm|process|scheduled)_[a-z_]+(?=[{)])");
  private static final Pattern OURS = Pattern.compile("(?m)^aerie_[a-z]+_[a-z]+");

  @Inject PlatformMetrics metrics;
  @Inject MailQueue mails;
  @Inject NotificationQueue notifications;

  /** What other tests have left behind goes out; who listened to their sinks is gone. */
  @BeforeEach
  void deliverAll() throws SQLException {
    Superuser.run("UPDATE audit_sinks SET enabled = false");
    clock.advance(Duration.ofDays(2));
    mails.deliver();
    notifications.deliver();
    delivery.deliver();
  }

  @Test
  void silenceOfARegionIsTold() {
    FakeAgent.present();
    assertThat(figure("aerie_region_silence_seconds{region=\"local\"}")).isLessThan(60);

    clock.advance(Duration.ofMinutes(10));

    assertThat(figure("aerie_region_silence_seconds{region=\"local\"}")).isBetween(600.0, 660.0);
  }

  @Test
  void mailThatNobodySendsIsTold() {
    invite();
    assertThat(overdue("mails")).isZero();

    clock.advance(Duration.ofMinutes(6));
    assertThat(overdue("mails")).isEqualTo(1);

    mails.deliver();
    assertThat(overdue("mails")).isZero();
  }

  @Test
  void mailsAreCountedFromTheStart() {
    double before = figure("aerie_mails_total{outcome=\"taken\"}");
    invite();

    mails.deliver();

    assertThat(figure("aerie_mails_total{outcome=\"taken\"}")).isEqualTo(before + 1);
    assertThat(figure("aerie_mails_total{outcome=\"refused\"}")).isNotNegative();
  }

  /** Of a sink that has been quiet for long, an event of now is not late. */
  @Test
  void sinkThatTakesNothingIsTold() {
    https("").mustBe(201);
    delivery.deliver();
    clock.advance(Duration.ofHours(1));
    rename("fresh");
    assertThat(overdue("audit-sinks")).isZero();

    receiver.is(Mood.REFUSE);
    delivery.deliver();
    clock.advance(Duration.ofMinutes(6));
    assertThat(overdue("audit-sinks")).as("refused, and waiting for its next attempt").isEqualTo(1);

    receiver.is(Mood.TAKE);
    delivery.deliver();
    assertThat(overdue("audit-sinks")).isZero();
  }

  @Test
  void whatIsDoneByTimeIsCounted() {
    String counter =
        "scheduled_methods_seconds_count{class=\"dev.aerie.controlplane.mail.MailQueue\",exception=\"none\",method=\"deliver\"}";
    double before = figure(counter);

    mails.deliver();

    assertThat(figure(counter)).isEqualTo(before + 1);
  }

  @Test
  void alertsDashboardAndPageNameOnlyWhatIsTold() throws IOException {
    FakeAgent.present();
    String told = told();
    Set<String> named = new TreeSet<>();
    for (Path file : List.of(ALERTS, DASHBOARD)) {
      named.addAll(found(NAMED, Files.readString(file)));
    }

    assertThat(named)
        .contains("aerie_region_silence_seconds", "http_server_requests_seconds_bucket")
        .contains("jvm_memory_usage_after_gc", "scheduled_methods_seconds_count")
        .allMatch(name -> Pattern.compile("(?m)^" + name + "[{ ]").matcher(told).find());
    assertThat(told).contains("le=\"1.0\"", "area=\"heap\"", "exception=\"none\"");
    assertThat(told).contains("uri=\"/agent/v1/report\"", "status=\"200\"");
  }

  /** A figure nobody is told of helps nobody. */
  @Test
  void eachFigureOfOursStandsInThePageForDebugging() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(found(OURS, told()))
        .hasSizeGreaterThan(3)
        .allMatch(name -> page.contains("`" + name));
  }

  private void invite() {
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/invitations",
            "{\"email\": \"guest@example.org\", \"role\": \"MEMBER\"}")
        .mustBe(201);
  }

  private double overdue(String queue) {
    return figure("aerie_outbox_overdue{queue=\"%s\"}".formatted(queue));
  }

  private double figure(String series) {
    return told()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + series));
  }

  private String told() {
    metrics.look();
    return Api.management("/q/metrics").mustBe(200).text();
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
