package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.cli.described.DescribedControlPlane;
import dev.aerie.cli.described.Terminal;
import dev.aerie.cli.described.Terminal.Said;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and what more than one answer makes of a verb. */
class ClusterVerbsTest {
  private static final String ID = "cls_01jb9x4m7k8t2v5w6y8z0a1b2e";
  private static final String CLUSTER = "/v1/clusters/" + ID;
  private static final String OPERATION = "/v1/operations/op_01jb9x4m7k8t2v5w6y8z0a1b2f";
  private DescribedControlPlane service;

  @BeforeEach
  void start() throws IOException {
    service = new DescribedControlPlane();
  }

  @AfterEach
  void end() {
    service.close();
  }

  private String refused(String verb) {
    Said said = Terminal.type(service, verb);
    assertThat(said.exit()).as(said.out()).isOne();
    assertThat(said.out()).isEmpty();
    return said.err();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster update documents | aerie cluster update --help",
        "cluster update documents --autoscale off --autoscale-units 1-4 | --autoscale auto",
        "cluster create films --region r --autoscale-units 1-4 | --autoscale auto",
        "cluster delete documents | Say --yes",
        "cluster scale documents | --units N",
        "cluster restart nothing | There are no clusters called nothing",
        "cluster restore nothing | aerie cluster list --deleted",
        "cluster restore search | aerie cluster list --deleted",
        "region revoke ours | Say --yes",
        "region delete ours | Say --yes",
        "audit export --file /nowhere/at/all.ndjson | Name another file"
      })
  void saysWhatToDoInstead(String verb, String told) {
    assertThat(refused(verb)).contains(told);
    assertThat(service.calls()).extracting("method").doesNotContain("PATCH", "POST", "DELETE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster update",
        "cluster upgrade documents",
        "cluster restore",
        "cluster events documents --limit many",
        "cluster update documents --autoscale sometimes",
        "cluster update documents --autoscale auto --autoscale-units few",
        "cluster update documents --label team",
        "cluster update documents --deletion-policy maybe",
        "cluster suspend documents --within soon",
        "region create ours",
        "audit forget"
      })
  void aWrongCallIsNone(String verb) {
    Said said = Terminal.type(service, verb);

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).isNotBlank();
    assertThat(service.calls()).isEmpty();
  }

  @Test
  void whatTheControlPlaneRefusesIsTold() {
    service.refuses(
        "POST", CLUSTER + ":resume", "CLUSTER_STATE", "It can be while it is SUSPENDED.");

    assertThat(refused("cluster resume documents"))
        .contains("It can be while it is SUSPENDED.", "CLUSTER_STATE");
  }

  @Test
  void waitsUntilItIsSo() {
    service.next("GET", OPERATION, operation("SUSPEND_CLUSTER", "SUCCEEDED", ""));
    service.next("GET", CLUSTER, "{\"id\": \"%s\", \"state\": \"SUSPENDED\"}".formatted(ID));

    Said said = Terminal.type(service, "cluster suspend documents --wait");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("SUSPENDED");
    assertThat(service.calls()).extracting("path").endsWith(OPERATION, CLUSTER);
  }

  @Test
  void whatWasWaitedForInVainFails() {
    service.next("GET", OPERATION, operation("RESTART_CLUSTER", "FAILED", "Look at its events."));

    assertThat(refused("cluster restart documents --wait"))
        .contains("RESTART_CLUSTER", "has failed. Look at its events.");
  }

  @Test
  void ofADeletedOneNothingIsLeftToShow() {
    service.next("GET", OPERATION, operation("DELETE_CLUSTER", "SUCCEEDED", ""));

    Said said = Terminal.type(service, "cluster delete documents --yes --wait");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).isEmpty();
  }

  @Test
  void thoseDeletedUnderOneNameAreToldApart() {
    service.next(
        "GET",
        "/v1/recycle-bin",
        """
        {"items": [
          {"kind": "CLUSTER", "id": "cls_1", "projectId": "prj_1", "name": "books", "deletedAt": "2026-01-01T00:00:00Z"},
          {"kind": "PROJECT", "id": "prj_2", "projectId": "prj_2", "name": "books", "deletedAt": "2026-01-02T00:00:00Z"},
          {"kind": "CLUSTER", "id": "cls_3", "projectId": "prj_3", "name": "books", "deletedAt": "2026-01-03T00:00:00Z"}
        ], "nextCursor": null}
        """);

    assertThat(refused("cluster restore books"))
        .contains("several", "cls_1 of 2026-01-01", "cls_3 of 2026-01-03")
        .doesNotContain("prj_2");
  }

  @Test
  void aProjectTellsWhatOfWhoseRecycleBinIsMeant() {
    String several =
        "{\"items\": [{\"id\": \"org_1\"}, {\"id\": \"org_2\"}], \"nextCursor\": null}";
    service.next("GET", "/v1/organizations", several).next("GET", "/v1/organizations", several);
    service.next(
        "GET",
        "/v1/recycle-bin",
        """
        {"items": [
          {"kind": "CLUSTER", "id": "cls_1", "projectId": "prj_01jb9x4m7k8t2v5w6y8z0a1b2d", "name": "books"},
          {"kind": "CLUSTER", "id": "cls_2", "projectId": "prj_2", "name": "films"}
        ], "nextCursor": null}
        """);

    assertThat(refused("cluster list --deleted")).contains("several organizations");
    assertThat(Terminal.type(service, "cluster list --deleted --project search").out())
        .contains("cls_1")
        .doesNotContain("cls_2");
  }

  @Test
  void asManyPagesAreReadAsAreAskedFor() {
    service.next("GET", CLUSTER + "/events", page(200)).next("GET", CLUSTER + "/events", page(50));

    Said said = Terminal.type(service, "cluster events documents --limit 250");

    assertThat(said.out().lines()).hasSize(1 + 200 + 50);
    assertThat(service.calls())
        .extracting(DescribedControlPlane.Call::line)
        .endsWith(
            "GET " + CLUSTER + "/events?limit=200",
            "GET " + CLUSTER + "/events?cursor=more&limit=50");
  }

  @Test
  void eachLineIsBehindItsPodsName() {
    service.next(
        "GET",
        CLUSTER + "/logs",
        """
        {"clusterId": "cls_1", "items": [
          {"pod": "books-0", "lines": ["ready"], "truncated": true, "problem": ""},
          {"pod": "books-1", "lines": ["ready", "slow"], "truncated": false, "problem": null},
          {"pod": "books-2", "lines": [], "truncated": false, "problem": "Its log cannot be read"}
        ]}
        """);

    Said said = Terminal.type(service, "cluster logs documents");

    assertThat(said.exit()).isZero();
    assertThat(said.out().lines())
        .containsExactly("books-0  ready", "books-1  ready", "books-1  slow");
    assertThat(said.err().lines())
        .containsExactly(
            "books-0: older lines had no room. Ask for fewer by --tail or --since.",
            "books-2: Its log cannot be read");
  }

  @Test
  void ofMetricsTheNewestIsShownOrAllOfWhatIsNamed() {
    String found =
        """
        {"items": [{"metric": "rows", "points": [
          {"at": "2026-01-31T12:00:00Z", "average": 1.0, "highest": 1.0},
          {"at": "2026-01-31T12:01:00Z", "average": 2.0, "highest": 3.0}]},
          {"metric": "busy_ratio", "points": []}]}
        """;
    service.next("GET", CLUSTER + "/metrics", found).next("GET", CLUSTER + "/metrics", found);

    assertThat(Terminal.type(service, "cluster metrics documents").out().lines())
        .containsExactly(
            "METRIC  AT                    AVERAGE  HIGHEST",
            "rows    2026-01-31T12:01:00Z  2.0      3.0");
    assertThat(Terminal.type(service, "cluster metrics documents --metric rows").out().lines())
        .hasSize(3);
  }

  private static String page(int size) {
    return "{\"items\": [%s], \"nextCursor\": \"more\"}"
        .formatted(String.join(",", Collections.nCopies(size, "{\"reason\": \"Ready\"}")));
  }

  private static String operation(String kind, String state, String error) {
    return "{\"id\": \"op_1\", \"kind\": \"%s\", \"clusterId\": \"cls_1\", \"state\": \"%s\", \"error\": \"%s\"}"
        .formatted(kind, state, error);
  }
}
