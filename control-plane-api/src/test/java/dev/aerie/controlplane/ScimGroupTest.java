package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.ScimPreparation;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Groups that an identity provider tells of by SCIM 2.0, and what owners say they mean. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class ScimGroupTest extends ScimPreparation {
  @Test
  void groupsGiveAndTakeRoles() {
    String user = scim.create(name).id();
    Api person = ScimTenant.signIn(name);
    var group = scim.createGroup("Data team", user);
    String project = "/v1/projects/" + scim.tenant().project();
    person.get(project).mustBe(403);

    scim.tenant()
        .owner()
        .patch(
            scim.groups() + "/" + group.id(),
            "{\"role\": \"BILLING_ADMIN\", \"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]}"
                .formatted(scim.tenant().project()))
        .mustBe(200);
    person.get(project).mustBe(200);
    assertThat(scim.member(user).text("role")).isEqualTo("BILLING_ADMIN");

    String admins = scim.createGroup("Admins").id();
    scim.tenant()
        .owner()
        .patch(
            scim.groups() + "/" + admins,
            "{\"projects\": [{\"projectId\": \"%s\", \"role\": \"PROJECT_ADMIN\"}]}"
                .formatted(scim.tenant().project()))
        .mustBe(200);
    scim.patch(
            "/Groups/" + admins,
            "{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(user))
        .mustBe(200);
    assertThat(scim.member(user).json().at("/projects/0/role").asText()).isEqualTo("PROJECT_ADMIN");

    scim.patch(
            "/Groups/" + admins,
            "{\"op\": \"Remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(user))
        .mustBe(200);
    assertThat(scim.member(user).json().at("/projects/0/role").asText()).isEqualTo("DATA_VIEWER");
    scim.provider().delete(scim.base() + "/Groups/" + group.id()).mustBe(204);
    person.get(project).mustBe(403);
    assertThat(scim.member(user).text("role")).isEqualTo("MEMBER");
    assertThat(scim.actions("scim-group.*"))
        .containsExactly(
            "scim-group.delete",
            "scim-group.update",
            "scim-group.update",
            "scim-group.map",
            "scim-group.create",
            "scim-group.map",
            "scim-group.create");
    assertThat(scim.newest("scim-group.update", admins).at("/actor/kind").asText())
        .isEqualTo("SCIM");
    assertThat(scim.newest("scim-group.update", admins).at("/before/members/0").asText())
        .isEqualTo(user);
  }

  @Test
  void aMappingToAProjectInTheRecycleBinWaitsForIt() {
    String stays = scim.create(name).id();
    String leaves = scim.create("leaves-" + name).id();
    String comes = scim.create("comes-" + name).id();
    String group = scim.createGroup("Data team", stays, leaves).id();
    String mapping =
        "\"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]"
            .formatted(scim.tenant().project());
    scim.tenant().owner().patch(scim.groups() + "/" + group, "{" + mapping + "}").mustBe(200);
    assertThat(scim.member(stays).json().path("projects")).hasSize(1);
    String project = "/v1/projects/" + scim.tenant().project();
    scim.tenant().owner().delete(project).mustBe(204);

    var mapped =
        scim.tenant()
            .owner()
            .patch(scim.groups() + "/" + group, "{\"role\": \"BILLING_ADMIN\", " + mapping + "}")
            .mustBe(200);
    scim.tenant().owner().patch(scim.groups() + "/" + group, "{\"role\": \"MEMBER\"}").mustBe(200);
    scim.patch(
            "/Groups/" + group,
            "{\"op\": \"Remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(leaves),
            "{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(comes))
        .mustBe(200);

    assertThat(mapped.json().path("projects")).hasSize(1);
    assertThat(scim.member(stays).json().path("projects")).isEmpty();
    assertThat(scim.member(comes).json().path("projects")).isEmpty();
    assertThat(scim.newestUpdate(comes).at("/after/projects/0/projectId").asText())
        .isEqualTo(scim.tenant().project());
    scim.tenant().owner().post(project + ":restore", "").mustBe(200);
    assertThat(scim.member(stays).json().path("projects")).hasSize(1);
    assertThat(scim.member(leaves).json().path("projects")).isEmpty();
    assertThat(scim.member(comes).json().at("/projects/0/role").asText()).isEqualTo("DATA_VIEWER");
  }

  @Test
  void aProjectInTheRecycleBinIsMappedToNoMore() {
    String group = scim.createGroup("Data team").id();
    scim.tenant().owner().delete("/v1/projects/" + scim.tenant().project()).mustBe(204);

    var refused =
        scim.tenant()
            .owner()
            .patch(
                scim.groups() + "/" + group,
                "{\"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]}"
                    .formatted(scim.tenant().project()))
            .mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("projects");
  }

  @Test
  void whomAnOwnerHasDisabledStaysSoWhateverGroupsSay() {
    String user = scim.create(name).id();
    Api person = ScimTenant.signIn(name);
    String organization = "/v1/organizations/" + scim.tenant().organization();
    scim.tenant()
        .owner()
        .patch(organization + "/members/" + user, "{\"disabled\": true}")
        .mustBe(200);

    String group = scim.createGroup("Admins", user).id();
    scim.tenant()
        .owner()
        .patch(scim.groups() + "/" + group, "{\"role\": \"ORGANIZATION_OWNER\"}")
        .mustBe(200);

    assertThat(scim.member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");
    person.get(organization).mustBe(404);
  }

  @Test
  void membersLeaveGroupsAsEntraAndOktaSayIt() {
    String user = scim.create(name).id();
    String other = scim.create("other-" + name).id();
    String group = scim.createGroup("Everybody", user, other).id();

    scim.patch(
            "/Groups/" + group,
            "{\"op\": \"Remove\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(user))
        .mustBe(200);
    assertThat(scim.people(group)).containsExactly(other);

    scim.patch(
            "/Groups/" + group,
            "{\"op\": \"replace\", \"path\": \"members\", \"value\": [{\"value\": \"%s\", \"display\": \"g\"}]}"
                .formatted(user),
            "{\"op\": \"replace\", \"value\": {\"id\": \"%s\", \"displayName\": \"All\"}}"
                .formatted(group))
        .mustBe(200);
    assertThat(scim.people(group)).containsExactly(user);
    assertThat(
            scim.tenant().owner().get(scim.groups() + "/" + group).mustBe(200).text("displayName"))
        .isEqualTo("All");
  }
}
