package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys know who made them, and end with them. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KeyCreatorTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String KEYS = "/v1/api-keys";

  private enum End {
    REMOVED,
    DISABLED
  }

  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;
  private Api friend;
  private String user;
  private String member;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    String name = "maker" + COUNT.incrementAndGet();
    friend = new Api(people.tokenOf(name));
    friend.get("/v1/me").mustBe(200);
    user =
        tenant
            .addMember(name + "@example.org", "ORGANIZATION_OWNER", "")
            .mustBe(201)
            .text("userId");
    member = "/v1/organizations/" + tenant.organization() + "/members/" + user;
  }

  @Test
  void keyNamesWhoMadeItAndIsFoundByThem() {
    var byPerson = make(friend, "ORGANIZATION_OWNER").mustBe(201);
    var byKey = make(new Api(byPerson.text("secret")), "DATA_VIEWER").mustBe(201);

    JsonNode person = friend.get(KEYS + "/" + byPerson.id()).mustBe(200).json().path("createdBy");
    assertThat(person.path("kind").asText()).isEqualTo("USER");
    assertThat(person.path("id").asText()).isEqualTo(user);
    assertThat(person.path("name").asText()).startsWith("maker");
    JsonNode key = friend.get(KEYS + "/" + byKey.id()).mustBe(200).json().path("createdBy");
    assertThat(key.path("kind").asText()).isEqualTo("API_KEY");
    assertThat(key.path("id").asText()).isEqualTo(byPerson.id());
    assertThat(createdBy(user)).containsExactly(byPerson.id(), byKey.id());
    assertThat(createdBy(byPerson.id())).containsExactly(byKey.id());
    assertThat(createdBy("usr_nobody")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keysOfWhoLeavesEndEverywhereAtOnce(End end) {
    String cluster = tenant.newCluster("shared").mustBe(202).id();
    var own = make(friend, "ORGANIZATION_OWNER").mustBe(201);
    var further = make(new Api(own.text("secret")), "DATA_VIEWER").mustBe(201);
    String others = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    var given = make(friend, "DATA_VIEWER").mustBe(201);
    var taken = tenant.owner().post(KEYS + "/" + given.id() + ":rotate", "{}").mustBe(201);
    long heard = agent.desired(0, 0).path("revision").asLong();
    assertThat(createdBy(user)).containsExactly(own.id(), further.id(), given.id());

    leave(end);

    for (var ended : List.of(own, further, given)) {
      new Api(ended.text("secret")).get("/v1/me").mustBe(401);
      assertThat(revokedAt(ended.id())).isNotEmpty();
      assertThat(tenant.actionsOn(ended.id()).getFirst()).isEqualTo("api-key.revoke");
    }
    assertThat(revokedAt(others)).isEmpty();
    new Api(taken.text("secret")).get("/v1/me").mustBe(200);
    assertThat(agent.desired(heard, 0).path("clusters").findValuesAsText("clusterId"))
        .contains(cluster);
    assertThat(agent.document(cluster).path("keys").toString())
        .contains(others, taken.id())
        .doesNotContain(own.id(), further.id(), given.id());
  }

  @Test
  void keysStayEndedWhenTheirCreatorIsEnabledAgain() {
    var own = make(friend, "DATA_VIEWER").mustBe(201);
    leave(End.DISABLED);

    tenant.owner().patch(member, "{\"disabled\": false}").mustBe(200);

    new Api(own.text("secret")).get("/v1/me").mustBe(401);
    make(friend, "DATA_VIEWER").mustBe(201);
  }

  /** Whichever comes first, no key is left. */
  @ParameterizedTest
  @EnumSource
  void keyThatIsBeingMadeDoesNotSlipThrough(End end) throws SQLException {
    for (boolean keyFirst : new boolean[] {true, false}) {
      CompletableFuture<Api.Answer> making;
      CompletableFuture<Void> leaving;
      try (var held = Locks.holdNamed("keys:" + tenant.organization())) {
        if (keyFirst) {
          making = CompletableFuture.supplyAsync(() -> make(friend, "DATA_VIEWER"));
          Locks.awaitHeldUp(1);
          leaving = CompletableFuture.runAsync(() -> leave(end));
        } else {
          leaving = CompletableFuture.runAsync(() -> leave(end));
          Locks.awaitHeldUp(1);
          making = CompletableFuture.supplyAsync(() -> make(friend, "DATA_VIEWER"));
        }
        Locks.awaitHeldUp(2);
      }
      leaving.join();
      making.join().mustBe(keyFirst ? 201 : 404);
      assertThat(createdBy(user)).allSatisfy(key -> assertThat(revokedAt(key)).isNotEmpty());
      prepare();
    }
  }

  private void leave(End end) {
    if (end == End.REMOVED) {
      tenant.owner().delete(member).mustBe(204);
    } else {
      tenant.owner().patch(member, "{\"disabled\": true}").mustBe(200);
    }
  }

  private Api.Answer make(Api caller, String role) {
    return caller.post(
        KEYS,
        "{\"organizationId\": \"%s\", \"name\": \"made\", \"role\": \"%s\"%s}"
            .formatted(
                tenant.organization(),
                role,
                role.equals("ORGANIZATION_OWNER")
                    ? ""
                    : ", \"projectId\": \"%s\"".formatted(tenant.project())));
  }

  private List<String> createdBy(String creator) {
    return tenant
        .owner()
        .get(KEYS + "?organizationId=%s&createdBy=%s".formatted(tenant.organization(), creator))
        .mustBe(200)
        .items()
        .stream()
        .map(key -> key.path("id").asText())
        .toList();
  }

  private String revokedAt(String key) {
    return tenant.owner().get(KEYS + "/" + key).mustBe(200).json().path("revokedAt").asText("");
  }
}
