package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditProofTest {
  IdentityProvider people;
  private Tenant tenant;

  /** Five events: organisation, sign-in, key, project, cluster. */
  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
    tenant.newCluster("watched").mustBe(202);
  }

  @Test
  void untouchedLogIsProven() {
    JsonNode proof = verify();

    assertThat(proof.path("valid").asBoolean()).isTrue();
    assertThat(proof.path("events").asLong()).isEqualTo(5);
    assertThat(proof.path("firstBroken").isNull()).isTrue();
    assertThat(proof.path("lastSequence").asLong()).isEqualTo(5);
    assertThat(proof.path("lastHash").asText())
        .isEqualTo(list("").getFirst().path("hash").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE audit_events SET actor_name = 'nobody' WHERE seq = 3 AND          | 3 | CHANGED
          UPDATE audit_events SET before = '{"units": 9}' WHERE seq = 2 AND        | 2 | CHANGED
          UPDATE audit_events SET at = at + interval '1 microsecond' WHERE seq = 4 AND | 4 | CHANGED
          DELETE FROM audit_events WHERE seq = 2 AND                               | 2 | MISSING
          DELETE FROM audit_events WHERE seq = 1 AND                               | 1 | MISSING
          DELETE FROM audit_events WHERE seq >= 4 AND                              | 4 | MISSING
          UPDATE audit_events SET previous_hash = hash WHERE seq = 5 AND           | 5 | UNCHAINED
          """)
  void tamperedRowIsFoundAndNamed(String statement, long sequence, String reason)
      throws SQLException {
    Superuser.run(statement + " org_id = '" + tenant.organization() + "'");

    JsonNode proof = verify();

    assertThat(proof.path("valid").asBoolean()).isFalse();
    assertThat(proof.path("firstBroken").path("sequence").asLong()).isEqualTo(sequence);
    assertThat(proof.path("firstBroken").path("reason").asText()).isEqualTo(reason);
    assertThat(proof.path("events").asLong()).isEqualTo(sequence - 1);
  }

  @Test
  void brokenChainOfOneOrganizationIsNotAnothers() throws SQLException {
    Tenant other = Tenant.make(people);
    Superuser.run(
        "UPDATE audit_events SET action = 'x' WHERE org_id = '" + other.organization() + "'");

    assertThat(verify().path("valid").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          action=cluster.create                    | cluster.create
          action=cluster.*                         | cluster.create
          q=watched                                | cluster.create
          q=create cluster                         | cluster.create
          q=no-such-word                           |
          result=REFUSED                           |
          result=OK&action=project.*               | project.create
          to=2020-01-01T00:00:00Z                  |
          from=2020-01-01T00:00:00Z&action=sign-in | sign-in
          actor=owner                              | cluster.create,project.create
          """)
  void filtersNarrowTheList(String query, String actions) {
    var found = list("&" + encoded(query));

    assertThat(found.stream().map(event -> event.path("action").asText()))
        .containsExactly(actions == null ? new String[0] : actions.split(","));
  }

  @Test
  void resourceAndActorAreFoundById() {
    JsonNode project = list("&action=project.create").getFirst();

    assertThat(list("&resource=" + tenant.project()))
        .extracting(event -> event.path("id").asText())
        .containsExactly(project.path("id").asText());
    assertThat(list("&actor=" + project.path("actor").path("id").asText())).hasSize(2);
  }

  @Test
  void wrongFilterIsRefused() {
    for (String wrong : List.of("from=yesterday", "result=MAYBE", "to=+1000000-01-01T00:00:00Z")) {
      for (String verb : List.of("", ":export")) {
        var refused = tenant.owner().get(events(verb, "&" + encoded(wrong))).mustBe(400);
        assertThat(refused.text("code")).isEqualTo("INVALID_REQUEST");
      }
    }
  }

  @Test
  void exportIsEveryEventOldestFirstOneALine() throws IOException {
    for (int i = 0; i < 210; i++) {
      tenant.owner().patch("/v1/projects/" + tenant.project(), "{\"name\": \"n" + i + "\"}");
    }

    var export = tenant.owner().get(events(":export", "")).mustBe(200);

    assertThat(export.header("Content-Type")).startsWith("application/x-ndjson");
    var sequences = new ArrayList<Long>();
    String previous = "";
    for (String line : export.text().split("\n")) {
      JsonNode event = Api.JSON.readTree(line);
      assertThat(event.path("previousHash").asText()).isEqualTo(previous);
      previous = event.path("hash").asText();
      sequences.add(event.path("sequence").asLong());
    }
    assertThat(sequences).isEqualTo(LongStream.rangeClosed(1, 215).boxed().toList());
    assertThat(list("").getFirst().path("action").asText()).isEqualTo("audit.export");
    assertThat(verify().path("valid").asBoolean()).isTrue();
  }

  @Test
  void exportTakesTheFilters() {
    String lines = tenant.owner().get(events(":export", "&action=cluster.*")).mustBe(200).text();

    assertThat(lines.lines()).singleElement().asString().contains("cluster.create");
  }

  private JsonNode verify() {
    return tenant.owner().get(events(":verify", "")).mustBe(200).json();
  }

  private List<JsonNode> list(String query) {
    return tenant.owner().get(events("", query)).mustBe(200).items();
  }

  private String events(String verb, String query) {
    return "/v1/audit-events" + verb + "?organizationId=" + tenant.organization() + query;
  }

  private static String encoded(String query) {
    var text = new StringBuilder();
    for (String part : query.split("&")) {
      String[] pair = part.split("=", 2);
      text.append(text.isEmpty() ? "" : "&")
          .append(pair[0])
          .append('=')
          .append(URLEncoder.encode(pair[1], StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
