package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ApiDocument;
import dev.aerie.controlplane.support.ApiDocument.Operation;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the description marks as required is what requests are refused without. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RequiredPropertiesTest {
  private static final String MISSING = "is required";

  IdentityProvider people;
  private Tenant tenant;
  private String cluster;
  private String key;
  private ApiDocument document;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present().understands("backups");
    cluster = tenant.newCluster("asked").mustBe(202).id();
    key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    document = new ApiDocument(Api.anonymous().get("/q/openapi?format=json").mustBe(200).json());
  }

  @Test
  void whatIsMarkedIsWhatCannotBeLeftOut() {
    Map<String, Set<String>> marked = new TreeMap<>();
    Map<String, Set<String>> refused = new TreeMap<>();
    for (Operation operation : withBody("POST")) {
      marked.put(operation.toString(), required(schema(operation)));
      refused.put(operation.toString(), missing(send(operation, "{}")));
    }

    assertThat(marked).hasSizeGreaterThan(15);
    assertThat(refused).isEqualTo(marked);
  }

  @Test
  void nullIsNoValueForWhatIsMarked() {
    var soft = new SoftAssertions();
    for (Operation operation : withBody("POST")) {
      JsonNode schema = schema(operation);
      ObjectNode nulls = Api.JSON.createObjectNode();
      for (String name : required(schema)) {
        nulls.putNull(name);
        soft.assertThat(ApiDocument.types(schema.path("properties").path(name)))
            .as("%s %s".formatted(operation, name))
            .doesNotContain("null");
      }
      if (!nulls.isEmpty()) {
        soft.assertThat(missing(send(operation, nulls.toString())))
            .as(operation.toString())
            .isEqualTo(required(schema));
      }
    }
    soft.assertAll();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/api-keys | {"organizationId": "ORG", "projectId": "PRJ", "name": "n", "role": "DATA_VIEWER", "scopes": [{"database": "d", "access": "READ"}]}
          /v1/clusters | {"projectId": "PRJ", "name": "n", "region": "local", "bootstrap": {"fromBackup": {"backupId": "b"}, "collections": [{"name": "c"}]}}
          /v1/clusters | {"projectId": "PRJ", "name": "n", "region": "local", "bootstrap": {"branchOf": {"clusterId": "c"}}}
          /v1/clusters | {"projectId": "PRJ", "name": "n", "region": "local", "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 2}, "schedules": [{"schedule": "0 8 * * *", "duration": "8h"}]}}
          /v1/clusters | {"projectId": "PRJ", "name": "n", "region": "local", "backupPolicy": {"name": "b", "schedule": "0 3 * * *"}}
          /v1/quotes | {"action": "CREATE", "create": {"projectId": "PRJ", "name": "n", "region": "local"}}
          /v1/organizations/{id}/alert-rules | {"name": "n", "condition": {"kind": "BACKUP_FAILED"}, "channelIds": []}
          /v1/organizations/{id}/audit-sinks | {"name": "n", "s3": {"bucket": "events", "region": "r", "accessKeyId": "a", "secretAccessKey": "s"}}
          /v1/organizations/{id}/audit-sinks | {"name": "n", "https": {"url": "https://siem.example.com/", "secret": "s"}}
          /v1/organizations/{id}/audit-sinks | {"name": "n", "syslog": {"host": "siem.example.com"}}
          /v1/organizations/{id}/members | {"email": "a@example.org", "role": "MEMBER", "projects": [{"projectId": "PRJ", "role": "DATA_VIEWER"}]}
          /v1/organizations/{id}/notification-channels | {"name": "n", "email": {"addresses": ["a@example.org"]}}
          /v1/organizations/{id}/notification-channels | {"name": "n", "webhook": {"url": "https://pager.example.com/", "secret": "s"}}
          /v1/organizations/{id}/notification-channels | {"name": "n", "slack": {"url": "https://hooks.example.com/"}}
          /v1/organizations/{id}/sso-connections | {"name": "n", "domain": "example.com", "protocol": "SAML", "saml": {"metadata": "m"}, "roleMappings": [{"group": "g", "projects": [{"projectId": "PRJ", "role": "DATA_VIEWER"}]}]}
          """)
  void whatIsMarkedInsideCannotBeLeftOutEither(String path, String text) throws Exception {
    Operation operation =
        withBody("POST").stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    JsonNode whole =
        Api.JSON.readTree(
            text.replace("ORG", tenant.organization()).replace("PRJ", tenant.project()));
    List<JsonPointer> places = inside(schema(operation), whole, JsonPointer.empty());
    assertThat(places).isNotEmpty();

    for (JsonPointer place : places) {
      ObjectNode body = whole.deepCopy();
      ((ObjectNode) body.at(place.head())).remove(place.last().getMatchingProperty());
      Api.Answer answer = send(operation, body.toString()).mustBe(400);
      assertThat(fields(answer)).as("without " + place).anyMatch(field -> isAbout(field, place));
    }
  }

  @Test
  void changesMayLeaveOutWhateverStaysAsItIs() {
    assertThat(withBody("PATCH"))
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(schema(operation).path("required")).as("" + operation).isEmpty());
  }

  private List<Operation> withBody(String method) {
    return document.operations().stream()
        .filter(operation -> operation.isOfTheApi() && operation.method().equals(method))
        .filter(operation -> !document.requests(operation).isEmpty())
        .toList();
  }

  private JsonNode schema(Operation operation) {
    return document.resolve(document.requests(operation).getFirst().body().path("schema"));
  }

  private static Set<String> required(JsonNode schema) {
    return ApiDocument.stream(schema.path("required"))
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Api.Answer send(Operation operation, String body) {
    String path = operation.path();
    String parent =
        path.startsWith("/v1/clusters/")
            ? cluster
            : path.startsWith("/v1/api-keys/") ? key : tenant.organization();
    return tenant
        .person()
        .post(path.replace("{id}", parent).replace("{backupId}", "bak_none"), body);
  }

  private static Set<String> missing(Api.Answer answer) {
    return ApiDocument.stream(answer.json().path("fields"))
        .filter(field -> field.path("message").asText().equals(MISSING))
        .map(field -> field.path("field").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> fields(Api.Answer answer) {
    return ApiDocument.stream(answer.json().path("fields"))
        .map(field -> field.path("field").asText())
        .toList();
  }

  /** The places of required properties within the properties of a body. */
  private List<JsonPointer> inside(JsonNode schema, JsonNode body, JsonPointer place) {
    var places = new ArrayList<JsonPointer>();
    for (Map.Entry<String, JsonNode> property : body.properties()) {
      JsonPointer at = place.appendProperty(property.getKey());
      places.addAll(
          all(schema.path("properties").path(property.getKey()), property.getValue(), at));
    }
    return places;
  }

  private List<JsonPointer> all(JsonNode declared, JsonNode body, JsonPointer place) {
    JsonNode schema = document.resolve(ApiDocument.present(declared));
    if (body.isArray()) {
      return body.isEmpty()
          ? List.of()
          : all(schema.path("items"), body.path(0), place.appendIndex(0));
    }
    return Stream.concat(
            required(schema).stream().filter(body::has).map(place::appendProperty),
            inside(schema, body, place).stream())
        .toList();
  }

  /** Whether a refusal names the place, or what it is a part of. */
  private static boolean isAbout(String field, JsonPointer place) {
    String named = "/" + field.replaceAll("\\[\\d+]", "").replace('.', '/');
    String left = place.toString().replaceAll("/\\d+", "");
    return left.equals(named) || left.startsWith(named + "/") || left.endsWith(named);
  }
}
