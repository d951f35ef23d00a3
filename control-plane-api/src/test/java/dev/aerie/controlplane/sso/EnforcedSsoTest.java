package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.Keycloak;
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

/** People of a domain sign in by its provider only, but for one owner. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class EnforcedSsoTest {
  private SsoTenant tenant;
  private Api owner;
  private String members;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    owner = tenant.tenant().owner();
    members = "/v1/organizations/" + tenant.tenant().organization() + "/members/";
  }

  @Test
  void peopleOfTheDomainComeByTheirProviderOnly() {
    String id = tenant.oidc("");
    String other = "worker@" + tenant.domain();
    Api worker = member(other);

    enforce(id);

    assertThat(worker.get("/v1/me").mustBe(403).text("code")).isEqualTo("SSO_REQUIRED");
    assertThat(new Api(Keycloak.tokenOf(other)).get("/v1/me").status()).isEqualTo(403);
    Visitor ada = tenant.person("ada");
    ada.signIn();
    assertThat(ada.isSignedIn()).isTrue();
    assertThat(events()).contains("SSO_REQUIRED");
  }

  @Test
  void theBreakGlassOwnerComesBesideItAndStaysOwner() {
    String id = tenant.oidc("");
    String other = "worker@" + tenant.domain();
    member(other);
    assertThat(owner.patch(tenant.path(id), "{\"enforced\": true}").mustBe(409).text("code"))
        .isEqualTo("BREAK_GLASS_OWNER_REQUIRED");

    String user = enforce(id);

    tenant.tenant().person().get("/v1/me").mustBe(200);
    assertThat(events()).contains("sign-in.break-glass");
    String second = tenant.member(other).path("userId").asText();
    owner.patch(members + second, "{\"role\": \"ORGANIZATION_OWNER\"}").mustBe(200);
    for (String change : List.of("{\"role\": \"MEMBER\"}", "{\"disabled\": true}")) {
      assertThat(owner.patch(members + user, change).mustBe(409).text("code"))
          .isEqualTo("BREAK_GLASS_OWNER");
    }
    assertThat(owner.delete(members + user).mustBe(409).text("code"))
        .isEqualTo("BREAK_GLASS_OWNER");
  }

  /** In a realm where people change their addresses themselves, as one from before may let them. */
  @Test
  void enforcementIsNotLeftByAnotherAddress() {
    String id = tenant.oidc("");
    String worker = "leaver@" + tenant.domain();
    member(worker);
    enforce(id);

    for (boolean verified : List.of(false, true)) {
      Keycloak.move(worker, "leaver@elsewhere-%s.example".formatted(tenant.domain()), verified);
      Api.Answer refused = new Api(Keycloak.tokenOf(worker)).get("/v1/me").mustBe(403);
      assertThat(refused.text("code")).isEqualTo("SSO_REQUIRED");
    }
    Keycloak.move(
        tenant.ownerEmail(), "owner@elsewhere-%s.example".formatted(tenant.domain()), true);
    new Api(Keycloak.tokenOf(tenant.ownerEmail())).get("/v1/me").mustBe(200);
    assertThat(events()).contains("sign-in.break-glass");

    owner.delete(members + tenant.member(worker).path("userId").asText()).mustBe(204);
    new Api(Keycloak.tokenOf(worker)).get("/v1/me").mustBe(200);
  }

  /** Somebody with a password who belongs to the organisation. */
  private Api member(String email) {
    Keycloak.addPerson(email);
    var person = new Api(Keycloak.tokenOf(email));
    person.get("/v1/me").mustBe(200);
    tenant.tenant().addMember(email, "MEMBER", "").mustBe(201);
    return person;
  }

  /** Enforces a connection; the id of the owner who may come beside it. */
  private String enforce(String connection) {
    String user = tenant.member(tenant.ownerEmail()).path("userId").asText();
    owner
        .patch(
            tenant.path(connection),
            "{\"enforced\": true, \"breakGlassUserId\": \"%s\"}".formatted(user))
        .mustBe(200);
    return user;
  }

  private String events() {
    return owner.get("/v1/audit-events?organizationId=" + tenant.tenant().organization()).text();
  }
}
