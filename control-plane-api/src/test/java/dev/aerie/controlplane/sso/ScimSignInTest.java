package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who come through an identity provider that tells of them by SCIM too. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class ScimSignInTest {
  private SsoTenant tenant;
  private Visitor ada;
  private ScimTenant scim;
  private String user;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    tenant.oidc("");
    ada = tenant.person("ada");
    ada.signIn();
    scim = ScimTenant.of(tenant.tenant());
    user = scim.create(ada.email()).id();
  }

  private Visitor signInAgain() {
    Visitor again = Visitor.of(ada.email(), ada.name());
    again.signIn();
    return again;
  }

  @Test
  void rolesOfGroupsStay() {
    String group = scim.createGroup("Data team", user).id();
    tenant
        .tenant()
        .owner()
        .patch(
            scim.groups() + "/" + group,
            "{\"role\": \"BILLING_ADMIN\", \"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_OPERATOR\"}]}"
                .formatted(tenant.tenant().project()))
        .mustBe(200);

    signInAgain();

    assertThat(tenant.member(ada.email()).path("role").asText()).isEqualTo("BILLING_ADMIN");
    assertThat(tenant.member(ada.email()).at("/projects/0/role").asText())
        .isEqualTo("DATA_OPERATOR");
  }

  @Test
  void whoIsInactiveBecomesNoMember() {
    scim.patch("/Users/" + user, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}")
        .mustBe(200);

    assertThat(signInAgain().me().path("organizations")).isEmpty();
  }

  @Test
  void whoIsInNoGroupHasTheRolesOfTheSignIn() {
    tenant
        .tenant()
        .owner()
        .patch(
            "/v1/organizations/" + tenant.tenant().organization() + "/members/" + user,
            "{\"role\": \"BILLING_ADMIN\"}")
        .mustBe(200);

    signInAgain();

    assertThat(tenant.member(ada.email()).path("role").asText()).isEqualTo("MEMBER");
  }
}
