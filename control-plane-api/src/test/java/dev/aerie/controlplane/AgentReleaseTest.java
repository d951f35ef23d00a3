package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Customers upgrade the agents of their regions themselves: one of the last release is understood
 * and understands. What it sends and reads is recorded in {@code releases}.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AgentReleaseTest {
  private static final Path RELEASE = Path.of("src/test/resources/releases/0.1.0.agent");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]+");

  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private String region;
  private String cluster = "";
  private Api agent;

  @BeforeEach
  void enrol() throws IOException {
    tenant = Tenant.make(people);
    var made = tenant.newRegion("customers").mustBe(201).json();
    region = made.at("/region/name").asText();
    String key = "first key of " + region;
    var enrolled =
        Api.anonymous()
            .post(
                "/agent/v1/enrol",
                recorded(
                    "enrol.json",
                    Map.of(
                        "token", made.at("/enrolment/token").asText(),
                        "keySha256", ApiKeySecret.sha256(key))))
            .mustBe(200);
    mustHave("enrolled.json", enrolled.json());
    agent = new Api(key);
  }

  @Test
  void itsReportsAreTaken() throws IOException {
    agent.post("/agent/v1/report", report("report.json")).mustBe(200);
    String before = cluster = create();
    var accepted = agent.post("/agent/v1/report", next("report.json", 2)).mustBe(200);
    mustHave("accepted.json", accepted.json());

    var running = tenant.owner().get("/v1/clusters/" + before).mustBe(200);
    assertThat(running.text("state")).isEqualTo("RUNNING");
    assertThat(running.text("endpoint")).isEqualTo("http://127.0.0.1:30001");
    assertThat(running.text("version")).isEqualTo("0.1.0");
    assertThat(running.json().path("readyReplicas").asInt()).isEqualTo(1);
    assertThat(tenant.operation(running).text("state")).isEqualTo("SUCCEEDED");
    assertThat(usage()).isEqualTo(120);
    assertThat(
            tenant
                .owner()
                .get("/v1/clusters/" + before + "/metrics?metric=memory_ratio")
                .mustBe(200)
                .text())
        .contains("0.25");
    assertThat(tenant.owner().get("/v1/clusters/" + before + "/events").mustBe(200).items())
        .extracting(event -> event.path("note").asText())
        .containsExactly("1 of 1 pods answer");
    tenant.owner().post("/v1/clusters/" + before + ":suspend", "").mustBe(202);
    agent.post("/agent/v1/report", next("report-sleeping.json", 3)).mustBe(200);
    assertThat(state()).isEqualTo("SUSPENDED");
    tenant.owner().post("/v1/clusters/" + before + ":resume", "").mustBe(202);
    agent.post("/agent/v1/report", next("report-refused.json", 4)).mustBe(200);
    assertThat(state()).isEqualTo("ABNORMAL");
    tenant.owner().delete("/v1/clusters/" + before).mustBe(202);
    agent.post("/agent/v1/report", next("report-gone.json", 5)).mustBe(200);
    tenant.owner().get("/v1/clusters/" + before).mustBe(404);
  }

  @Test
  void itReadsWhatItIsTold() throws IOException {
    agent.post("/agent/v1/report", report("report.json")).mustBe(200);
    cluster = create();
    tenant
        .newKey(
            "DATA_VIEWER",
            ", \"scopes\": [{\"database\": \"shop\", \"collection\": \"goods\", \"access\": \"READ\"}],"
                + " \"ipAllowlist\": [\"10.0.0.0/8\"], \"expiresAt\": \"2999-01-01T00:00:00Z\"")
        .mustBe(201);

    mustHave("desired.json", agent.get("/agent/v1/desired?after=0&wait=30").mustBe(200).json());

    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    assertThat(
            agent
                .get("/agent/v1/desired?after=0&wait=30")
                .mustBe(200)
                .json()
                .at("/clusters/0/deleted")
                .asBoolean())
        .isTrue();
    agent
        .post(
            "/agent/v1/report",
            next("report-gone.json", 2).replace("\"generation\":4", "\"generation\":2"))
        .mustBe(200);
    mustHave(
        "desired-gone.json", agent.get("/agent/v1/desired?after=0&wait=30").mustBe(200).json());
  }

  @Test
  void itsNextKeyIsTaken() throws IOException {
    String next = "next key of " + region;
    var announced =
        agent
            .post(
                "/agent/v1/key",
                recorded("key.json", Map.of("keySha256", ApiKeySecret.sha256(next))))
            .mustBe(200);

    mustHave("enrolled.json", announced.json());
    new Api(next).get("/agent/v1/desired?after=0&wait=0").mustBe(200);
    agent.get("/agent/v1/desired?after=0&wait=0").mustBe(401);
  }

  /** It knows none of what came since, so it is told none of it. */
  @Test
  void itIsAskedForNothingThatItDoesNotKnow() throws IOException {
    agent.post("/agent/v1/report", report("report.json")).mustBe(200);
    cluster = create();

    assertThat(
            tenant
                .owner()
                .post("/v1/clusters/" + cluster + "/backups", "{}")
                .mustBe(409)
                .text("code"))
        .isEqualTo("NOT_SUPPORTED_BY_REGION");
    JsonNode told = agent.get("/agent/v1/desired?after=0&wait=0").mustBe(200).json();
    assertThat(told.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("revision", "clusters", "tombstones");
  }

  private String create() {
    return tenant
        .owner()
        .post(
            "/v1/clusters",
            "{\"projectId\": \"%s\", \"name\": \"old\", \"region\": \"%s\", \"units\": 2}"
                .formatted(tenant.project(), region))
        .mustBe(202)
        .id();
  }

  private String state() {
    return tenant.owner().get("/v1/clusters/" + cluster).mustBe(200).text("state");
  }

  private long usage() {
    return tenant
        .owner()
        .get(
            "/v1/usage?organizationId=%s&from=2026-01-10T00:00:00Z&to=2026-01-10T01:00:00Z"
                .formatted(tenant.organization()))
        .mustBe(200)
        .json()
        .path("unitSeconds")
        .asLong();
  }

  private String report(String file) throws IOException {
    return recorded(file, Map.of("clusterId", cluster, "now", clock.instant().toString()));
  }

  private String next(String file, int batch) throws IOException {
    return report(file).replaceFirst("\"batch\":\\d+", "\"batch\":" + batch);
  }

  private static String recorded(String file, Map<String, String> values) throws IOException {
    String text = Files.readString(RELEASE.resolve(file));
    for (var value : values.entrySet()) {
      text = text.replace("<" + value.getKey() + ">", value.getValue());
    }
    return text;
  }

  private static void mustHave(String file, JsonNode answer) throws IOException {
    var lost = new ArrayList<String>();
    compare("", Api.JSON.readTree(Files.readString(RELEASE.resolve(file))), answer, lost);
    assertThat(lost).as(file + " of " + answer).isEmpty();
  }

  /**
   * Each property is there with its type, and words for programs are the same; of a list, an
   * element that has all is enough.
   */
  private static void compare(String path, JsonNode then, JsonNode now, ArrayList<String> lost) {
    if (then.isNull() && (now.isNull() || now.isTextual())) {
      return;
    }
    if (then.getNodeType() != now.getNodeType()) {
      lost.add("%s is %s, not %s".formatted(path, now.getNodeType(), then.getNodeType()));
    } else if (then.isTextual() && WORD.matcher(then.asText()).matches() && !then.equals(now)) {
      lost.add("%s is %s, not %s".formatted(path, now, then));
    } else if (then.isArray() && !then.isEmpty()) {
      boolean some =
          StreamSupport.stream(now.spliterator(), false)
              .anyMatch(
                  element -> {
                    var inner = new ArrayList<String>();
                    compare(path + "[]", then.get(0), element, inner);
                    return inner.isEmpty();
                  });
      if (!some) {
        lost.add(path + "[] has no element like " + then.get(0));
      }
    } else {
      then.properties()
          .forEach(
              field ->
                  compare(
                      path + "." + field.getKey(),
                      field.getValue(),
                      now.path(field.getKey()),
                      lost));
    }
  }
}
