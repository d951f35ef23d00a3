package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class WrongInputTest {
  IdentityProvider people;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "units": 0                    | INVALID_REQUEST | units          | 1 to 32
          "units": 33                   | INVALID_REQUEST | units          | 1 to 32
          "units": "many"               | INVALID_REQUEST | units          | whole number
          "units": "2"                  | INVALID_REQUEST | units          | whole number
          "units": 1.5                  | INVALID_REQUEST | units          | whole number
          "replicas": 9                 | INVALID_REQUEST | replicas       | 1 to 8
          "name": "Not_A_Name"          | INVALID_REQUEST | name           | a-z
          "name": 5                     | INVALID_REQUEST | name           | text
          "deletionPolicy": "Maybe"     | INVALID_REQUEST | deletionPolicy | RETAIN, DELETE
          "region": "nowhere"           | UNKNOWN_REGION  | region         | local
          "class": "tiny"               | UNKNOWN_CLASS   | class          | standard, large
          "colour": "red"               | UNKNOWN_FIELD   | colour         | known
          "labels": {"": "x"}           | INVALID_REQUEST | labels         | 1 to 63
          """)
  void wrongClusterIsRefusedAndNotMade(String field, String code, String name, String said)
      throws Exception {
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("projectId", tenant.project())
            .put("name", "wrong")
            .put("region", "local")
            .setAll((ObjectNode) Api.JSON.readTree("{" + field + "}"));

    var refused = tenant.owner().post("/v1/clusters", body.toString()).mustBe(400);

    assertThat(refused.text("code")).isEqualTo(code);
    assertThat(refused.json().path("fields").path(0).path("field").asText()).startsWith(name);
    assertThat(refused.json().path("fields").path(0).path("message").asText()).contains(said);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.text("traceId")).hasSize(32);
    assertThat(refused.text("instance")).isEqualTo("/v1/clusters");
    assertThat(
            tenant.owner().get("/v1/clusters?projectId=" + tenant.project()).json().path("items"))
        .isEmpty();
  }

  @Test
  void everyMissingFieldIsNamedAtOnce() {
    var refused = tenant.owner().post("/v1/clusters", "{}").mustBe(400);

    assertThat(refused.json().path("fields"))
        .extracting(one -> one.path("field").asText())
        .containsExactly("projectId", "name", "region");
  }

  @Test
  void nameIsTakenWhileTheOtherLives() {
    tenant.newCluster("same").mustBe(202);

    var refused = tenant.newCluster("same").mustBe(409);

    assertThat(refused.text("code")).isEqualTo("NAME_TAKEN");
    assertThat(refused.text("detail")).contains("same");
    var project =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"main\"}"
                    .formatted(tenant.organization()));
    assertThat(project.mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
  }

  @Test
  void brokenOrMissingJsonIsNamed() {
    assertThat(tenant.owner().post("/v1/clusters", "{\"name\": ").mustBe(400).text("code"))
        .isEqualTo("MALFORMED_JSON");
    assertThat(tenant.owner().post("/v1/clusters", "").mustBe(400).text("code"))
        .isEqualTo("MALFORMED_JSON");
    assertThat(tenant.owner().post("/v1/clusters", "[]").mustBe(400).text("code"))
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  void nullAndTextThatCannotBeKeptAreRefused() {
    assertThat(tenant.owner().post("/v1/clusters", "null").mustBe(400).text("code"))
        .isEqualTo("MALFORMED_JSON");
    assertThat(
            tenant.newCluster("nul", ", \"labels\": {\"a\": \"\\u0000\"}").mustBe(400).text("code"))
        .isEqualTo("INVALID_REQUEST");
    tenant.owner().get("/v1/projects/%00").mustBe(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "a", "name": "b"}                          | a field twice
          {"projectId": "p", "name": "a", "projectId": "p"}   | a field twice
          {"labels": {"a": "x", "a": "y"}}                    | a field twice
          {"autoscaling": {"compute": {"minReplicas": 1, "minReplicas": 2}}} | field
          """)
  void fieldGivenTwiceIsRefused(String body, String said) {
    var refused = tenant.owner().post("/v1/clusters", body).mustBe(400);

    assertThat(refused.text("detail")).contains(said);
  }

  @Test
  void bodyBeyondTheReadersBoundsIsRefused() {
    String deep = "[".repeat(20_000);
    String digits = "9".repeat(5_000);
    for (String body :
        List.of(
            deep,
            "{\"labels\": " + deep + "}",
            "{\"labels\": " + "{\"a\": ".repeat(20_000),
            "{\"options\": " + deep + "}",
            digits,
            "{\"units\": " + digits + "}",
            "{\"units\": 1e999999999}",
            "{\"units\": 99999999999999999999}",
            "{\"" + "n".repeat(60_000) + "\": 1}")) {
      var refused = tenant.owner().post("/v1/clusters", body).mustBe(400);
      assertThat(refused.text("detail")).isNotEmpty().hasSizeLessThan(1_000);
      assertThat(refused.text("code")).isIn("MALFORMED_JSON", "INVALID_REQUEST", "UNKNOWN_FIELD");
    }
    for (String amount : List.of("1e999999999", "-1e-999999999", digits)) {
      var quoted = "{\"action\": \"CREATE\", \"storageGb\": %s}".formatted(amount);
      tenant.owner().post("/v1/quotes", quoted).mustBe(400);
    }
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws Exception {
    byte[] latin = "{\"name\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] broken = {'{', (byte) 0xff, (byte) 0xfe, '}'};
    byte[] wide = {0, 0, 0, '{', 0, 0x7f, 0, 0};

    for (byte[] body : List.of(latin, broken, wide)) {
      assertThat(raw(body, "application/json").mustBe(400).text("code"))
          .isIn("MALFORMED_JSON", "INVALID_REQUEST");
    }
    for (String type :
        List.of("application/json; charset=iso-8859-1", "application/json; charset=none", "json")) {
      assertThat(raw("{}".getBytes(StandardCharsets.UTF_8), type).mustBe(415).text("code"))
          .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
    raw("{}".getBytes(StandardCharsets.UTF_8), "application/json; charset=UTF-8").mustBe(400);
  }

  private Api.Answer raw(byte[] body, String contentType) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(Api.address() + "/v1/clusters"))
            .header("Authorization", "Bearer " + tenant.owner().credential())
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return new Api.Answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
    }
  }

  @Test
  void unknownAddressIsAProblemToo() {
    assertThat(tenant.owner().get("/v1/nothing").mustBe(404).header("Content-Type"))
        .startsWith("application/problem+json");
  }

  @Test
  void parentsWithChildrenStay() {
    tenant.newCluster("child").mustBe(202);

    var project = tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(409);
    var organization =
        tenant.owner().delete("/v1/organizations/" + tenant.organization()).mustBe(409);

    assertThat(project.text("code")).isEqualTo("PROJECT_NOT_EMPTY");
    assertThat(organization.text("code")).isEqualTo("ORGANIZATION_NOT_EMPTY");
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=201", "limit=x", "cursor=%25%25", "cursor=b3JnXzE"})
  void wrongPageIsRefused(String query) {
    assertThat(tenant.owner().get("/v1/clusters?" + query).mustBe(400).text("code"))
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  void wrongReportIsRefusedWhole() {
    var agent = new Api(FakeAgent.KEY);

    assertThat(agent.post("/agent/v1/report", "{}").mustBe(400).json().path("fields")).hasSize(2);
    new Api("another token").get("/agent/v1/desired").mustBe(401);
    tenant.owner().get("/agent/v1/desired").mustBe(401);
  }
}
