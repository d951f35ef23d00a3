package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Platform;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All organisations, as those who run the platform find them, and nobody else. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PlatformOrganizationTest {
  IdentityProvider people;
  private Api administrator;
  private Tenant tenant;
  private String word;

  @BeforeEach
  void prepare() {
    administrator = Platform.of(people).administrator();
    tenant = Tenant.make(people);
    word = UUID.randomUUID().toString();
  }

  @Test
  void eachIsThereWithItsPlanAndHowMuchItHas() {
    tenant.newCluster("first").mustBe(202);
    new Api(people.tokenOf("fellow-" + word)).get("/v1/me").mustBe(200);
    tenant.addMember("fellow-" + word + "@example.org", "MEMBER", "").mustBe(201);
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/service-accounts",
            "{\"name\": \"tool\"}")
        .mustBe(201);
    rename(tenant, "Acme " + word);

    JsonNode found = found("?name=" + word).getFirst();

    assertThat(found.path("id").asText()).isEqualTo(tenant.organization());
    assertThat(found.path("name").asText()).isEqualTo("Acme " + word);
    assertThat(found.path("plan").asText()).isEqualTo("standard");
    assertThat(found.path("projects").asLong()).isEqualTo(1);
    assertThat(found.path("clusters").asLong()).isEqualTo(1);
    assertThat(found.path("members").asLong()).as("people alone").isEqualTo(2);
    assertThat(found.path("createdAt").asText()).isNotEmpty();
  }

  @Test
  void namesAreSearchedAsTheyAreWrittenInWhateverCase() {
    rename(tenant, "Ärger_100%" + word);
    Tenant other = Tenant.make(people);
    rename(other, "Ärger x1000" + word);

    assertThat(ids("?name=%C3%A4RGER_100%25" + word)).containsExactly(tenant.organization());
    assertThat(ids("?name=" + word)).containsExactly(tenant.organization(), other.organization());
    assertThat(ids("?name=" + UUID.randomUUID())).isEmpty();
  }

  @Test
  void pagesLeadPastEachOnce() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      Tenant one = Tenant.make(people);
      rename(one, i + word);
      made.add(one.organization());
    }
    var seen = new ArrayList<String>();
    String cursor = "";
    do {
      JsonNode page =
          administrator
              .get(Platform.ORGANIZATIONS + "?limit=2&name=" + word + cursor)
              .mustBe(200)
              .json();
      assertThat(page.path("items").size()).isBetween(1, 2);
      page.path("items").forEach(item -> seen.add(item.path("id").asText()));
      cursor =
          page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyElementsOf(made);
  }

  @Test
  void planNarrowsTheListAndDeletedOnesAreNotInIt() {
    rename(tenant, word);
    Tenant free = Tenant.make(people);
    rename(free, word);
    Platform.of(people).plan(free, "free").mustBe(200);

    assertThat(ids("?plan=free&name=" + word)).containsExactly(free.organization());
    assertThat(ids("?plan=none&name=" + word)).isEmpty();

    free.owner().delete("/v1/projects/" + free.project()).mustBe(204);
    free.person().delete("/v1/organizations/" + free.organization()).mustBe(204);
    assertThat(ids("?name=" + word)).containsExactly(tenant.organization());
    administrator.get(Platform.path(free)).mustBe(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=201", "?cursor=!", "?cursor=bm9uZQ", "?name=%00"})
  void wrongListsAreRefused(String query) {
    administrator.get(Platform.ORGANIZATIONS + query).mustBe(400);
  }

  @Test
  void nobodyElseSeesOrChangesThem() {
    Tenant ofTheAdministrator = Tenant.of(administrator);
    String account =
        ofTheAdministrator
            .owner()
            .post(
                "/v1/organizations/" + ofTheAdministrator.organization() + "/service-accounts",
                "{\"name\": \"tool\", \"role\": \"ORGANIZATION_OWNER\"}")
            .mustBe(201)
            .id();
    // An owner, its key, a key and a service account of an organisation that the administrator
    // owns.
    for (Api other :
        List.of(
            tenant.person(),
            tenant.owner(),
            ofTheAdministrator.owner(),
            new Api(people.tokenOfClient(account)))) {
      for (Tenant about : List.of(tenant, ofTheAdministrator)) {
        mustBeRefused(other.get(Platform.ORGANIZATIONS));
        mustBeRefused(other.get(Platform.path(about)));
        mustBeRefused(
            other.send(
                "PATCH", Platform.path(about), "{\"plan\": \"enterprise\"}", "If-Match", "\"1\""));
      }
      mustBeRefused(other.get(Platform.ORGANIZATIONS + "/org_00000000000000000000000000"));
    }
    Api.anonymous().get(Platform.ORGANIZATIONS).mustBe(401);
    assertThat(administrator.get(Platform.path(tenant)).mustBe(200).text("plan"))
        .isEqualTo("standard");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org_00000000000000000000000000", "none"})
  void whatThereIsNotIsNotFound(String id) {
    String path = Platform.ORGANIZATIONS + "/" + id;

    administrator.get(path).mustBe(404);
    administrator.send("PATCH", path, "{\"plan\": \"free\"}", "If-Match", "\"1\"").mustBe(404);
  }

  private static void mustBeRefused(Api.Answer answer) {
    assertThat(answer.mustBe(403).text("code")).isEqualTo("PLATFORM_ADMINISTRATORS_ONLY");
  }

  private static void rename(Tenant tenant, String name) {
    tenant
        .owner()
        .patch("/v1/organizations/" + tenant.organization(), "{\"name\": \"%s\"}".formatted(name))
        .mustBe(200);
  }

  private List<String> ids(String query) {
    return found(query).stream().map(item -> item.path("id").asText()).toList();
  }

  private List<JsonNode> found(String query) {
    return administrator.get(Platform.ORGANIZATIONS + query).mustBe(200).items();
  }
}
