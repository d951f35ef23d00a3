package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.sso.support.ForgingProvider;
import dev.aerie.controlplane.sso.support.Keycloak;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ApiDocument;
import dev.aerie.controlplane.support.ApiDocument.Operation;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of thing that can be made, changed and listed keeps to the same rules. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class EveryResourceTest {
  /** A POST that makes nothing. */
  private static final String QUOTES = "/v1/quotes";

  /** POSTs that have no effect to be repeated: they send a trial message. */
  private static final String TRIAL = ":test";

  /** By the collection, as the description has it, and where it is: a body that makes one. */
  private final Map<String, Made> bodies = new LinkedHashMap<>();

  private ApiDocument document;
  private Api person;
  private String organization;

  private record Made(String collection, String body) {}

  @BeforeEach
  void prepare() {
    document = new ApiDocument(Api.anonymous().get("/q/openapi?format=json").mustBe(200).json());
    FakeAgent.present().understands("backups");
    var sso = SsoTenant.make();
    person = sso.tenant().person();
    organization = sso.tenant().organization();
    String project = sso.tenant().project();
    String cluster = sso.tenant().newCluster("first").mustBe(202).id();
    String friend = "friend@" + sso.domain();
    Keycloak.addPerson(friend);
    new Api(Keycloak.tokenOf(friend)).get("/v1/me").mustBe(200);

    String metadata =
        Api.JSON
            .valueToTree(ForgingProvider.make("https://idp." + sso.domain()).metadata())
            .toString();
    body("/v1/organizations", "'name': 'another'");
    body("/v1/projects", "'organizationId': '%s', 'name': 'second'".formatted(organization));
    body(
        "/v1/clusters",
        "'projectId': '%s', 'name': 'second', 'region': 'local'".formatted(project));
    body(
        "/v1/api-keys",
        "'organizationId': '%s', 'name': 'k', 'role': 'ORGANIZATION_OWNER'"
            .formatted(organization));
    body(
        "/v1/regions",
        "'organizationId': '%s', 'name': 'ours', 'cloud': 'other'".formatted(organization));
    ofCluster(cluster, "backups", "'name': 'before'");
    ofCluster(cluster, "backup-schedules", "'name': 'nightly', 'schedule': '0 3 * * *'");
    ofOrganization("members", "'email': '%s', 'role': 'MEMBER'".formatted(friend));
    ofOrganization("invitations", "'email': 'guest@example.org', 'role': 'MEMBER'");
    ofOrganization("service-accounts", "'name': 'builder'");
    ofOrganization("project-roles", "'name': 'Readers', 'permissions': []");
    ofOrganization("scim-tokens", "'name': 'directory'");
    ofOrganization(
        "sso-connections",
        "'name': 'Ours', 'domain': '%s', 'protocol': 'SAML', 'saml': {'metadata': %s}"
            .formatted(sso.domain(), metadata.replace("'", "\\u0027")));
    ofOrganization(
        "notification-channels", "'name': 'x', 'email': {'addresses': ['a@example.org']}");
    ofOrganization(
        "alert-rules", "'name': 'x', 'condition': {'kind': 'BACKUP_FAILED'}, 'channelIds': []");
    ofOrganization(
        "audit-sinks",
        "'name': 'x', 'enabled': false, 'https': {'url': 'https://127.0.0.1:1/', 'secret': '%s'}"
            .formatted(WebhookReceiver.SECRET));
  }

  /** As long as Keycloak has an organisation, it asks everybody for the address alone at first. */
  @AfterEach
  void takeTheOrganizationFromKeycloak() {
    String connections = "/v1/organizations/" + organization + "/sso-connections";
    for (JsonNode connection : person.get(connections).mustBe(200).json().path("items")) {
      person.delete(connections + "/" + id(connection)).mustBe(204);
    }
    for (JsonNode kept : RealKeycloak.read("/organizations?exact=true&search=" + organization)) {
      RealKeycloak.admin("DELETE", "/organizations/" + kept.path("id").asText(), "").mustBe(204);
    }
  }

  private void ofOrganization(String noun, String fields) {
    String path = "/v1/organizations/{id}/" + noun;
    bodies.put(path, new Made(path.replace("{id}", organization), json(fields)));
  }

  private void ofCluster(String cluster, String noun, String fields) {
    String path = "/v1/clusters/{id}/" + noun;
    bodies.put(path, new Made(path.replace("{id}", cluster), json(fields)));
  }

  private void body(String path, String fields) {
    bodies.put(path, new Made(path, json(fields)));
  }

  private static String json(String fields) {
    return "{" + fields.replace('\'', '"') + "}";
  }

  @Test
  void whatIsMadeIsRepeatedChangedAndListedByTheSameRules() {
    describedAlike();
    bodies.forEach(this::keepsToTheRules);
  }

  private void describedAlike() {
    assertThat(operations("POST").filter(operation -> !operation.path().endsWith(TRIAL)))
        .isNotEmpty()
        .allSatisfy(
            operation -> assertThat(parameters(operation)).contains("header Idempotency-Key"));
    assertThat(bodies.keySet())
        .as("a body here for each collection of the description")
        .containsExactlyInAnyOrderElementsOf(
            operations("POST").map(Operation::path).filter(EveryResourceTest::makes).toList());
    assertThat(operations("PATCH"))
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(parameters(operation)).contains("header If-Match"));
    // The 25 regions of clouds come with the release, all at once.
    assertThat(lists().filter(operation -> !operation.path().equals("/v1/cloud-regions")).toList())
        .hasSizeGreaterThan(bodies.size())
        .allSatisfy(
            operation -> assertThat(parameters(operation)).contains("query limit", "query cursor"));
  }

  private Stream<Operation> lists() {
    return operations("GET")
        .filter(
            operation ->
                document.successes(operation).stream()
                    .flatMap(answer -> ApiDocument.name(answer.body().path("schema")).stream())
                    .anyMatch(name -> name.startsWith("Page")));
  }

  private void keepsToTheRules(String path, Made made) {
    String key = "once " + path;
    Api.Answer first = post(made, made.body(), key);
    assertThat(first.status()).as(path + ": " + first.text()).isIn(201, 202);
    Api.Answer second = post(made, made.body(), key);
    assertThat(second.text()).as(path).isEqualTo(first.text());
    assertThat(second.status()).as(path).isEqualTo(first.status());
    assertThat(second.header("Location")).as(path).isEqualTo(first.header("Location"));
    assertThat(post(made, renamed(made.body()), key).mustBe(422).text("code"))
        .as(path)
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    rulesOfOne(path, first);
    rulesOfList(path, made, id(first.json()));
  }

  private static boolean makes(String path) {
    return !path.contains(":") && !path.equals(QUOTES);
  }

  /** The same with another name or address. */
  private static String renamed(String body) {
    return body.replaceFirst("(\"(?:name|email)\": \")", "$1a");
  }

  private Api.Answer post(Made made, String body, String key) {
    return person.post(made.collection(), body, "Idempotency-Key", key);
  }

  /** Changes need the version in view. */
  private void rulesOfOne(String path, Api.Answer made) {
    boolean changes =
        operations("PATCH").anyMatch(operation -> operation.path().matches(oneOf(path)));
    if (changes) {
      String place = made.header("Location");
      String etag = person.get(place).mustBe(200).etag();
      assertThat(etag).as(place).matches("\".+\"");
      assertThat(person.send("PATCH", place, "{}").mustBe(428).text("code"))
          .isEqualTo("PRECONDITION_REQUIRED");
      person.send("PATCH", place, "{}", "If-Match", "\"other\"").mustBe(412);
      Api.Answer changed = person.send("PATCH", place, "{}", "If-Match", etag);
      assertThat(changed.status()).as(place + ": " + changed.text()).isIn(200, 202);
      assertThat(changed.etag()).as(place).isNotEmpty();
    }
  }

  private static String oneOf(String path) {
    return path.replace("{id}", "\\{id}") + "/\\{[A-Za-z]+}";
  }

  /** Pages of one item lead through the list, and past what was made, once. */
  private void rulesOfList(String path, Made made, String id) {
    assertThat(operations("GET").map(Operation::path)).contains(path);
    var seen = new ArrayList<String>();
    String cursor = "";
    do {
      JsonNode page = person.get(made.collection() + "?limit=1" + cursor).mustBe(200).json();
      assertThat(page.path("items").size()).as(path).isLessThanOrEqualTo(1);
      page.path("items").forEach(item -> seen.add(id(item)));
      cursor =
          page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).as(path).contains(id).doesNotHaveDuplicates();
  }

  /** What one goes by: not everything has an id. */
  private static String id(JsonNode one) {
    return Stream.of(one.path("id"), one.path("userId"), one.at("/region/name"), one.path("name"))
        .filter(JsonNode::isTextual)
        .findFirst()
        .orElseThrow()
        .asText();
  }

  private Stream<Operation> operations(String method) {
    return document.operations().stream()
        .filter(operation -> operation.isOfTheApi() && operation.method().equals(method));
  }

  private static Set<String> parameters(Operation operation) {
    return ApiDocument.stream(operation.node().path("parameters"))
        .map(one -> one.path("in").asText() + " " + one.path("name").asText())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
