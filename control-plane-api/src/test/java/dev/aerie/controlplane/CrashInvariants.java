package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What must hold after a {@link CrashLoad}, however often the control plane was killed.
 *
 * @param database holds what no answer tells
 * @param names of what was made
 */
record CrashInvariants(Tenant tenant, FakeAgent agent, CrashDatabase database, Set<String> names) {

  void check() throws SQLException {
    List<JsonNode> clusters = all("/v1/clusters?projectId=" + tenant.project());
    assertThat(texts(clusters, "name")).containsExactlyInAnyOrderElementsOf(names);
    assertThat(texts(clusters, "state")).containsOnly("DELETING");
    assertThat(texts(clusters, "units")).containsOnly(Integer.toString(CrashLoad.UNITS));
    assertThat(texts(clusters, "generation"))
        .as("one for each change")
        .containsOnly(Integer.toString(CrashLoad.CHANGES_OF_A_CLUSTER));
    checkOperations(texts(clusters, "id"));
    assertThat(texts(all("/v1/api-keys?projectId=" + tenant.project()), "name"))
        .as("each key and the one that it was rotated to")
        .containsExactlyInAnyOrderElementsOf(Stream.of(names, names).flatMap(Set::stream).toList());
    checkPeople();
    checkUsage(texts(clusters, "id"));
    assertThat(
            StreamSupport.stream(agent.desired(0, 0).path("clusters").spliterator(), false)
                .map(document -> document.path("clusterId").asText()))
        .containsExactlyInAnyOrderElementsOf(texts(clusters, "id"));
  }

  private void checkOperations(List<String> clusters) {
    List<JsonNode> operations = all("/v1/operations?");
    for (String kind : List.of("create", "update", "suspend", "delete")) {
      String wanted = kind.toUpperCase(Locale.ROOT) + "_CLUSTER";
      assertThat(
              operations.stream()
                  .filter(operation -> operation.path("kind").asText().equals(wanted))
                  .map(operation -> operation.path("clusterId").asText()))
          .as("operations: " + kind)
          .containsExactlyInAnyOrderElementsOf(clusters);
      assertThat(resources("cluster." + kind)).containsExactlyInAnyOrderElementsOf(clusters);
    }
    assertThat(operations).hasSize(CrashLoad.CHANGES_OF_A_CLUSTER * clusters.size());
  }

  private void checkPeople() {
    List<JsonNode> invitations = all(organization() + "/invitations?");
    assertThat(texts(invitations, "email"))
        .containsExactlyInAnyOrderElementsOf(names.stream().map(CrashLoad::guest).toList());
    assertThat(resources("invitation.create"))
        .containsExactlyInAnyOrderElementsOf(texts(invitations, "id"));
    List<JsonNode> members =
        all(organization() + "/members?").stream()
            .filter(member -> member.path("role").asText().equals("BILLING_ADMIN"))
            .toList();
    assertThat(texts(members, "name"))
        .containsExactlyInAnyOrderElementsOf(names.stream().map(CrashLoad::address).toList());
    assertThat(resources("member.add"))
        .containsExactlyInAnyOrderElementsOf(texts(members, "userId"));
  }

  /** What was told until it was heard counts once, and is kept once. */
  private void checkUsage(List<String> clusters) throws SQLException {
    assertThat(
            tenant
                .owner()
                .get("/v1/usage" + log() + "&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")
                .mustBe(200)
                .json()
                .path("unitSeconds")
                .asLong())
        .as("usage")
        .isEqualTo((long) names.size() * CrashLoad.UNIT_SECONDS);
    assertThat(database.list("SELECT cluster_id FROM meter_records"))
        .as("records of usage")
        .containsExactlyInAnyOrderElementsOf(clusters);
  }

  /** Ids of the alerts of the clusters' deletion, one of each. */
  List<String> alerts() {
    List<JsonNode> alerts = all(organization() + "/alerts?");
    assertThat(texts(alerts, "subject"))
        .containsExactlyInAnyOrderElementsOf(
            texts(all("/v1/clusters?projectId=" + tenant.project()), "id"));
    return texts(alerts, "id");
  }

  /** The number of the newest audit event; they are all as they were written. */
  long lastEvent() {
    JsonNode found = tenant.owner().get("/v1/audit-events:verify" + log()).mustBe(200).json();
    assertThat(found.path("valid").asBoolean()).isTrue();
    return found.path("lastSequence").asLong();
  }

  private String organization() {
    return "/v1/organizations/" + tenant.organization();
  }

  private String log() {
    return "?organizationId=" + tenant.organization();
  }

  /** What the events of an action are about. */
  private List<String> resources(String action) {
    return texts(all("/v1/audit-events" + log() + "&action=" + action), "resource");
  }

  static List<String> texts(List<JsonNode> items, String field) {
    return items.stream().map(item -> item.path(field).asText()).toList();
  }

  private List<JsonNode> all(String list) {
    var items = new ArrayList<JsonNode>();
    String cursor = "";
    do {
      var page = tenant.owner().get(list + "&limit=200" + cursor).mustBe(200);
      items.addAll(page.items());
      cursor = page.json().path("nextCursor").isNull() ? "" : "&cursor=" + page.text("nextCursor");
    } while (!cursor.isEmpty());
    return items;
  }
}
