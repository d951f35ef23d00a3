package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups that are mapped to a project in the recycle bin, or to a role that has gone. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class KeptMappingTest {
  private final CustomerRealm customer = new CustomerRealm();
  private SsoTenant tenant;
  private Api owner;
  private String project;
  private String connection;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    owner = tenant.tenant().owner();
    project = "/v1/projects/" + tenant.tenant().project();
    connection =
        tenant.path(
            tenant.saml(
                "\"metadataUrl\": \"%s\"".formatted(customer.metadataUrl()),
                ", \"roleMappings\": [%s, %s]"
                    .formatted(
                        mapping("admins", "DATA_ADMIN"), mapping("readers", "DATA_VIEWER"))));
  }

  private String mapping(String group, String role) {
    return "{\"group\": \"%s\", \"projects\": [%s]}".formatted(group, given(role));
  }

  private String given(String role) {
    return "{\"projectId\": \"%s\", \"role\": \"%s\"}".formatted(tenant.tenant().project(), role);
  }

  @Test
  void rolesOfAProjectInTheRecycleBinFollowTheGroups() {
    Visitor moves = signedIn(tenant.person("moves", "admins"));
    assertThat(rolesOf(moves)).containsExactly("DATA_ADMIN");
    owner.delete(project).mustBe(204);

    customer.moveGroup(moves.name(), "admins", "readers");
    signedIn(Visitor.of(moves.email(), moves.name()));
    Visitor comes = signedIn(tenant.person("comes", "admins"));
    assertThat(rolesOf(moves)).isEmpty();
    assertThat(rolesOf(comes)).isEmpty();

    owner.post(project + ":restore", "").mustBe(200);
    assertThat(rolesOf(moves)).containsExactly("DATA_VIEWER");
    assertThat(rolesOf(comes)).containsExactly("DATA_ADMIN");
  }

  @Test
  void aMappingThatWasThereHoldsUpNoOtherChange() {
    owner.delete(project).mustBe(204);

    owner.patch(connection, "{\"name\": \"Renamed\"}").mustBe(200);
    JsonNode kept =
        owner
            .patch(
                connection,
                "{\"roleMappings\": [{\"group\": \"admins\", \"role\": \"BILLING_ADMIN\", \"projects\": [%s]}]}"
                    .formatted(given("DATA_ADMIN")))
            .mustBe(200)
            .json();

    assertThat(kept.at("/roleMappings/0/projects")).hasSize(1);
    for (String added :
        List.of(mapping("others", "DATA_ADMIN"), mapping("admins", "DATA_VIEWER"))) {
      JsonNode refused =
          owner.patch(connection, "{\"roleMappings\": [%s]}".formatted(added)).mustBe(400).json();
      assertThat(refused.at("/fields/0/field").asText()).isEqualTo("projects");
    }
  }

  @Test
  void neitherDoesARoleThatHasGone() {
    String role = tenant.tenant().newRole("reader", "CLUSTER_READ", "NONE").mustBe(201).id();
    String mappings = "{\"roleMappings\": [%s]}".formatted(mapping("admins", role));
    owner.patch(connection, mappings).mustBe(200);
    String roles = "/v1/organizations/" + tenant.tenant().organization() + "/project-roles/";
    owner.delete(roles + role).mustBe(204);

    owner.patch(connection, "{\"name\": \"Renamed\"}").mustBe(200);

    assertThat(rolesOf(signedIn(tenant.person("comes", "admins")))).isEmpty();
  }

  private static Visitor signedIn(Visitor person) {
    person.signIn();
    assertThat(person.isSignedIn()).isTrue();
    return person;
  }

  private List<String> rolesOf(Visitor person) {
    return tenant.member(person.email()).path("projects").findValuesAsText("role");
  }
}
