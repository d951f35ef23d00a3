package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.Browser.Page;
import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.Keycloak;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People of a customer come through its identity provider, by real redirects and forms. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class SsoSignInTest {
  private final CustomerRealm customer = new CustomerRealm();
  private SsoTenant tenant;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
  }

  private String byMetadataUrl() {
    return "\"metadataUrl\": \"%s\"".formatted(customer.metadataUrl());
  }

  private String serviceProvider(String id) {
    return tenant
        .tenant()
        .owner()
        .get(tenant.path(id))
        .json()
        .at("/saml/serviceProvider/entityId")
        .asText();
  }

  private String mappings() {
    return """
        , "roleMappings": [
          {"group": "admins", "role": "BILLING_ADMIN", "projects": [{"projectId": "%1$s", "role": "PROJECT_ADMIN"}]},
          {"group": "readers", "projects": [{"projectId": "%1$s", "role": "DATA_VIEWER"}]}]
        """
        .formatted(tenant.tenant().project());
  }

  @Test
  void personComesThroughOidcAndBecomesMember() {
    tenant.oidc(mappings());
    Visitor ada = tenant.person("ada", "readers");

    ada.signIn();

    assertThat(ada.me().at("/principal/name").asText()).isEqualTo("ada@" + tenant.domain());
    assertThat(ada.me().path("organizations")).hasSize(1);
    assertThat(tenant.member("ada@" + tenant.domain()).path("role").asText()).isEqualTo("MEMBER");
    assertThat(tenant.member("ada@" + tenant.domain()).at("/projects/0/role").asText())
        .isEqualTo("DATA_VIEWER");
  }

  @Test
  void personComesThroughSamlAndRolesFollowTheGroupsAtEachSignIn() {
    tenant.saml(byMetadataUrl(), mappings());
    Visitor bob = tenant.person("bob", "admins");
    String email = "bob@" + tenant.domain();

    bob.signIn();

    assertThat(bob.me().at("/principal/name").asText()).isEqualTo(email);
    assertThat(tenant.member(email).path("role").asText()).isEqualTo("BILLING_ADMIN");
    assertThat(tenant.member(email).at("/projects/0/role").asText()).isEqualTo("PROJECT_ADMIN");

    customer.moveGroup(bob.name(), "admins", "readers");
    assertThat(bob.isSignedIn()).isTrue();
    assertThat(tenant.member(email).path("role").asText())
        .as("within the session nothing changes")
        .isEqualTo("BILLING_ADMIN");

    Visitor again = Visitor.of(bob.email(), bob.name());
    again.signIn();
    assertThat(again.me().at("/principal/id")).isEqualTo(bob.me().at("/principal/id"));
    assertThat(tenant.member(email).path("role").asText()).isEqualTo("MEMBER");
    assertThat(tenant.member(email).at("/projects/0/role").asText()).isEqualTo("DATA_VIEWER");
  }

  /** The last name stands for any attribute: everybody of the customer's has "L". */
  @Test
  void rolesGoByTheAttributeThatIsNamed() {
    tenant.saml(byMetadataUrl(), byAttribute("lastName"));
    Visitor bob = tenant.person("bob", "admins");
    bob.signIn();
    assertThat(tenant.member(bob.email()).path("role").asText()).isEqualTo("BILLING_ADMIN");
  }

  @Test
  void rolesGoByTheClaimThatIsNamed() {
    tenant.oidc(byAttribute("family_name"));
    Visitor ada = tenant.person("ada", "admins");
    ada.signIn();
    assertThat(tenant.member(ada.email()).path("role").asText()).isEqualTo("BILLING_ADMIN");
  }

  private static String byAttribute(String name) {
    return """
        , "groupsAttribute": "%s", "roleMappings": [
          {"group": "L", "role": "BILLING_ADMIN"}, {"group": "admins", "role": "ORGANIZATION_OWNER"}]
        """
        .formatted(name);
  }

  @Test
  void encryptedAssertionIsReadAndAPlainOneRefusedWhereEncryptionIsAskedFor() {
    String id = tenant.saml(byMetadataUrl() + ", \"encryptedAssertions\": true", "");
    Visitor eve = tenant.person("eve");
    String[] seen = {""};

    eve.signIn(
        fields -> {
          seen[0] =
              new String(
                  Base64.getDecoder().decode(fields.get("SAMLResponse")), StandardCharsets.UTF_8);
          return fields;
        });

    assertThat(seen[0]).contains("EncryptedAssertion").doesNotContain("@" + tenant.domain());
    assertThat(eve.isSignedIn()).isTrue();

    tenant
        .tenant()
        .owner()
        .patch(tenant.path(id), "{\"saml\": {\"encryptedAssertions\": false}}")
        .mustBe(200);
    customer.encrypt(serviceProvider(id), false);
    Visitor plain = tenant.person("plain");
    plain.signIn();
    assertThat(plain.isSignedIn()).as("without encryption, as nobody asks for it").isTrue();

    tenant
        .tenant()
        .owner()
        .patch(tenant.path(id), "{\"saml\": {\"encryptedAssertions\": true}}")
        .mustBe(200);
    Visitor late = tenant.person("late");
    late.signIn();
    assertThat(late.isSignedIn()).isFalse();
  }

  @Test
  void providerThatChangesItsKeyGoesOnAfterItsMetadataIsReadAgain() {
    String id = tenant.saml(byMetadataUrl(), "");
    customer.rotateKey();
    Visitor early = tenant.person("early");
    early.signIn();
    assertThat(early.isSignedIn()).as("signed by a key nobody has told us of").isFalse();

    tenant
        .tenant()
        .owner()
        .patch(
            tenant.path(id),
            "{\"saml\": {\"metadataUrl\": \"%s\"}}".formatted(customer.metadataUrl()))
        .mustBe(200);

    assertThat(tenant.tenant().owner().get(tenant.path(id)).json().at("/saml/certificates"))
        .hasSizeGreaterThan(1);
    Visitor late = Visitor.of(early.email(), early.name());
    late.signIn();
    assertThat(late.isSignedIn()).isTrue();
  }

  @Test
  void personOfAnotherDomainIsRefused() {
    tenant.oidc("");
    Visitor mallory = tenant.personWithAddress("mallory", "ceo@elsewhere.example");

    Page asked = mallory.signIn();
    Page again = mallory.browser().post(asked.action().orElseThrow(), asked.fields());

    assertThat(again.text()).contains("Email domain does not match");
    assertThat(mallory.isSignedIn()).isFalse();

    var claimed = new HashMap<>(again.fields());
    claimed.put("email", "ceo@" + tenant.domain());
    claimed.put("username", "ceo@" + tenant.domain());
    Page end = mallory.browser().post(again.action().orElseThrow(), claimed);
    assertThat(end.status()).isEqualTo(403);
    assertThat(end.body())
        .as("typed by hand, so nobody vouches for it")
        .contains("SSO_FOREIGN_ADDRESS");
    assertThat(mallory.isSignedIn()).isFalse();
  }

  @Test
  void nobodyComesThroughBeforeTheDomainIsVerified() {
    var made =
        tenant
            .newConnection("\"protocol\": \"SAML\", \"saml\": {%s}".formatted(byMetadataUrl()))
            .mustBe(201);
    assertThat(made.json().path("domainVerifiedAt").isNull()).isTrue();
    Visitor soon = tenant.person("soon");

    assertThat(soon.signIn().address().toString()).doesNotContain("/realms/customer");
    assertThat(soon.isSignedIn()).isFalse();
  }

  @Test
  void whoHasNoMappedGroupIsRefusedWhereThereIsNoRoleForTheOthers() {
    tenant.oidc(mappings() + ", \"defaultRole\": \"NONE\"");
    Visitor guest = tenant.person("guest");

    var page = guest.signIn();

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("SSO_NO_ROLE");
    assertThat(guest.isSignedIn()).isFalse();
  }

  @Test
  void sessionEndsWithItsConnection() {
    String id = tenant.oidc("");
    Visitor ada = tenant.person("ada");
    ada.signIn();
    assertThat(ada.isSignedIn()).isTrue();

    tenant.tenant().owner().delete(tenant.path(id)).mustBe(204);

    assertThat(ada.get("/v1/me").body()).contains("SSO_CONNECTION_GONE");
    tenant.tenant().owner().get(tenant.path(id)).mustBe(404);
    assertThat(tenant.tenant().actionsOn(id)).startsWith("sso-connection.delete");
  }

  @Test
  void enforcedConnectionLeavesOneWayBesideIt() {
    String id = tenant.oidc("");
    Api owner = tenant.tenant().owner();
    String other = "worker@" + tenant.domain();
    Keycloak.addPerson(other);
    var worker = new Api(Keycloak.tokenOf(other));
    worker.get("/v1/me").mustBe(200);
    tenant.tenant().addMember(other, "MEMBER", "").mustBe(201);

    assertThat(owner.patch(tenant.path(id), "{\"enforced\": true}").mustBe(409).text("code"))
        .isEqualTo("BREAK_GLASS_OWNER_REQUIRED");
    String user = tenant.member(tenant.ownerEmail()).path("userId").asText();
    owner
        .patch(
            tenant.path(id), "{\"enforced\": true, \"breakGlassUserId\": \"%s\"}".formatted(user))
        .mustBe(200);

    assertThat(worker.get("/v1/me").mustBe(403).text("code")).isEqualTo("SSO_REQUIRED");
    assertThat(new Api(Keycloak.tokenOf(other)).get("/v1/me").status()).isEqualTo(403);
    tenant.tenant().person().get("/v1/me").mustBe(200);
    Visitor ada = tenant.person("ada");
    ada.signIn();
    assertThat(ada.isSignedIn()).isTrue();
    String events =
        owner.get("/v1/audit-events?organizationId=" + tenant.tenant().organization()).text();
    assertThat(events).contains("sign-in.break-glass").contains("SSO_REQUIRED");

    String members = "/v1/organizations/" + tenant.tenant().organization() + "/members/";
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
    Api owner = tenant.tenant().owner();
    String worker = "leaver@" + tenant.domain();
    Keycloak.addPerson(worker);
    new Api(Keycloak.tokenOf(worker)).get("/v1/me").mustBe(200);
    tenant.tenant().addMember(worker, "MEMBER", "").mustBe(201);
    String user = tenant.member(tenant.ownerEmail()).path("userId").asText();
    owner
        .patch(
            tenant.path(id), "{\"enforced\": true, \"breakGlassUserId\": \"%s\"}".formatted(user))
        .mustBe(200);

    for (boolean verified : List.of(false, true)) {
      Keycloak.move(worker, "leaver@elsewhere-%s.example".formatted(tenant.domain()), verified);
      Api.Answer refused = new Api(Keycloak.tokenOf(worker)).get("/v1/me").mustBe(403);
      assertThat(refused.text("code")).isEqualTo("SSO_REQUIRED");
    }
    Keycloak.move(
        tenant.ownerEmail(), "owner@elsewhere-%s.example".formatted(tenant.domain()), true);
    new Api(Keycloak.tokenOf(tenant.ownerEmail())).get("/v1/me").mustBe(200);
    assertThat(
            owner.get("/v1/audit-events?organizationId=" + tenant.tenant().organization()).text())
        .contains("sign-in.break-glass");

    String member = tenant.member(worker).path("userId").asText();
    owner
        .delete("/v1/organizations/" + tenant.tenant().organization() + "/members/" + member)
        .mustBe(204);
    new Api(Keycloak.tokenOf(worker)).get("/v1/me").mustBe(200);
  }
}
