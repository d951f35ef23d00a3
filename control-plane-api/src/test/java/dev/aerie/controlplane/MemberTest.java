package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MemberTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  IdentityProvider people;
  private Tenant tenant;
  private String members;
  private String name;
  private Api friend;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
    members = "/v1/organizations/" + tenant.organization() + "/members";
    name = "friend" + COUNT.incrementAndGet();
    friend = new Api(people.tokenOf(name));
    friend.get("/v1/me").mustBe(200);
  }

  @Test
  void memberSeesProjectsByTheirRoleThere() {
    String other =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"other\"}"
                    .formatted(tenant.organization()))
            .id();
    var added = join("MEMBER", "").mustBe(201);
    friend.get("/v1/organizations/" + tenant.organization()).mustBe(200);
    friend.get("/v1/projects/" + other).mustBe(403);

    tenant
        .owner()
        .patch(
            members + "/" + added.text("userId"),
            "{\"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]}".formatted(other))
        .mustBe(200);

    friend.get("/v1/projects/" + other).mustBe(200);
    assertThat(friend.get("/v1/projects").items())
        .extracting(project -> project.path("id").asText())
        .containsExactly(other);
    friend.delete("/v1/projects/" + other).mustBe(403);
  }

  @Test
  void roleInADeletedProjectComesBackWithIt() {
    String role = "{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}".formatted(tenant.project());
    String user =
        join("BILLING_ADMIN", ", \"projects\": [%s]".formatted(role)).mustBe(201).text("userId");
    String project = "/v1/projects/" + tenant.project();
    tenant.owner().delete(project).mustBe(204);
    tenant.owner().patch(members + "/" + user, "{\"role\": \"MEMBER\"}").mustBe(200);

    tenant.owner().post(project + ":restore", "").mustBe(200);

    friend.get(project).mustBe(200);
    assertThat(
            tenant
                .owner()
                .patch(members + "/" + user, "{\"projects\": []}")
                .mustBe(200)
                .json()
                .path("projects"))
        .isEmpty();
    friend.get(project).mustBe(403);
  }

  @Test
  void ownerHandsTheOrganizationOver() {
    String user = join("BILLING_ADMIN", "").mustBe(201).text("userId");
    String transfer = members + "/" + user + ":transfer-ownership";
    assertThat(tenant.owner().post(transfer, "").mustBe(409).text("code")).isEqualTo("PEOPLE_ONLY");
    friend.post(transfer, "").mustBe(403);

    assertThat(tenant.person().post(transfer, "").mustBe(200).text("role"))
        .isEqualTo("ORGANIZATION_OWNER");

    tenant.person().post(transfer, "").mustBe(403);
    assertThat(friend.post(transfer, "").mustBe(409).text("code")).isEqualTo("ALREADY_OWNER");
    assertThat(friend.get(members).items())
        .extracting(member -> member.path("role").asText())
        .containsExactlyInAnyOrder("ORGANIZATION_OWNER", "MEMBER");
    assertThat(
            friend
                .get(
                    "/v1/audit-events?action=member.update&organizationId=" + tenant.organization())
                .items())
        .extracting(event -> event.at("/after/role").asText())
        .containsExactlyInAnyOrder("ORGANIZATION_OWNER", "MEMBER");
  }

  @Test
  void removedMemberSeesNothingAtOnce() {
    String user = join("BILLING_ADMIN", "").mustBe(201).text("userId");
    String usage = "/v1/usage?organizationId=" + tenant.organization();
    friend.get(usage).mustBe(200);

    tenant.owner().delete(members + "/" + user).mustBe(204);

    friend.get(usage).mustBe(404);
    tenant.owner().get(members + "/" + user).mustBe(404);
  }

  @Test
  void disabledMemberIsRefusedAtOnceAndKeepsTheirRoles() {
    String role = "{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}".formatted(tenant.project());
    String user =
        join("BILLING_ADMIN", ", \"projects\": [%s]".formatted(role)).mustBe(201).text("userId");
    String usage = "/v1/usage?organizationId=" + tenant.organization();
    friend.get(usage).mustBe(200);

    var disabled =
        tenant.owner().patch(members + "/" + user, "{\"disabled\": true}").mustBe(200).json();

    friend.get(usage).mustBe(404);
    friend.get("/v1/projects/" + tenant.project()).mustBe(404);
    assertThat(friend.get("/v1/me").mustBe(200).json().path("organizations")).isEmpty();
    assertThat(disabled.path("disabled").asBoolean()).isTrue();
    assertThat(disabled.path("role").asText()).isEqualTo("BILLING_ADMIN");
    assertThat(disabled.path("projects")).hasSize(1);

    tenant.owner().patch(members + "/" + user, "{\"disabled\": false}").mustBe(200);

    friend.get(usage).mustBe(200);
    friend.get("/v1/projects/" + tenant.project()).mustBe(200);
  }

  @Test
  void disabledOwnerCountsAsNone() {
    String user = join("ORGANIZATION_OWNER", "").mustBe(201).text("userId");
    String owner =
        tenant.owner().get(members).items().stream()
            .map(member -> member.path("userId").asText())
            .filter(id -> !id.equals(user))
            .findFirst()
            .orElseThrow();
    tenant.owner().patch(members + "/" + user, "{\"disabled\": true}").mustBe(200);
    friend.get(members).mustBe(404);

    for (String change : List.of("{\"disabled\": true}", "{\"role\": \"MEMBER\"}")) {
      assertThat(tenant.owner().patch(members + "/" + owner, change).mustBe(409).text("code"))
          .isEqualTo("LAST_OWNER");
    }
    assertThat(tenant.owner().delete(members + "/" + owner).mustBe(409).text("code"))
        .isEqualTo("LAST_OWNER");
    tenant.owner().patch(members + "/" + user, "{\"role\": \"MEMBER\"}").mustBe(200);
    assertThat(
            tenant
                .person()
                .post(members + "/" + user + ":transfer-ownership", "")
                .mustBe(409)
                .text("code"))
        .isEqualTo("MEMBER_DISABLED");
  }

  @Test
  void lastOwnerStays() {
    String owner =
        tenant.owner().get(members).mustBe(200).items().getFirst().path("userId").asText();

    assertThat(tenant.owner().delete(members + "/" + owner).mustBe(409).text("code"))
        .isEqualTo("LAST_OWNER");
    assertThat(
            tenant
                .owner()
                .patch(members + "/" + owner, "{\"role\": \"MEMBER\"}")
                .mustBe(409)
                .text("code"))
        .isEqualTo("LAST_OWNER");

    join("ORGANIZATION_OWNER", "").mustBe(201);
    tenant.owner().delete(members + "/" + owner).mustBe(204);
    tenant.person().get(members).mustBe(404);
    friend.get(members).mustBe(200);
  }

  @Test
  void ownersWhoRemoveEachOtherLeaveOne() {
    String second = join("ORGANIZATION_OWNER", "").mustBe(201).text("userId");
    String first =
        tenant.owner().get(members).items().stream()
            .map(member -> member.path("userId").asText())
            .filter(id -> !id.equals(second))
            .findFirst()
            .orElseThrow();

    var byFirst =
        CompletableFuture.supplyAsync(
            () -> tenant.person().delete(members + "/" + second).status());
    var bySecond =
        CompletableFuture.supplyAsync(() -> friend.delete(members + "/" + first).status());

    assertThat(List.of(byFirst.join(), bySecond.join())).containsOnlyOnce(204);
    Api left = byFirst.join() == 204 ? tenant.person() : friend;
    assertThat(left.get(members).mustBe(200).items()).hasSize(1);
  }

  @Test
  void wrongMembersAreRefused() {
    assertThat(tenant.addMember("nobody@example.org", "MEMBER", "").mustBe(409).text("code"))
        .isEqualTo("ACCOUNT_UNKNOWN");
    tenant.addMember("no address", "MEMBER", "").mustBe(400);
    assertThat(join("DATA_VIEWER", "").mustBe(400).text()).contains("BILLING_ADMIN");
    assertThat(
            join("MEMBER", ", \"projects\": [{\"projectId\": \"prj_x\", \"role\": \"DATA_ADMIN\"}]")
                .mustBe(400)
                .text())
        .contains("prj_x");
    join("MEMBER", "").mustBe(201);
    assertThat(join("MEMBER", "").mustBe(409).text("code")).isEqualTo("ALREADY_MEMBER");
    assertThat(tenant.newKey("BILLING_ADMIN", "").mustBe(400).text()).contains("PROJECT_ADMIN");
  }

  @Test
  void changesOfMembersAreAudited() {
    String user = join("MEMBER", "").mustBe(201).text("userId");
    tenant.owner().patch(members + "/" + user, "{\"role\": \"BILLING_ADMIN\"}").mustBe(200);
    tenant.owner().delete(members + "/" + user).mustBe(204);

    assertThat(
            tenant
                .owner()
                .get("/v1/audit-events?action=member.*&organizationId=" + tenant.organization())
                .items())
        .extracting(event -> event.path("action").asText())
        .containsExactly("member.remove", "member.update", "member.add");
  }

  private Api.Answer join(String role, String more) {
    return tenant.addMember(name + "@example.org", role, more);
  }
}
