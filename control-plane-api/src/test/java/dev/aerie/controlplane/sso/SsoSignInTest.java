package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.Browser;
import dev.aerie.controlplane.sso.support.Browser.Page;
import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.HashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People of a customer come through its identity provider, by real redirects and forms. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class SsoSignInTest {
  private static final String PAGES = "text/html,application/xhtml+xml,*/*;q=0.8";

  private final CustomerRealm customer = new CustomerRealm();
  private SsoTenant tenant;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
  }

  private String byMetadataUrl() {
    return "\"metadataUrl\": \"%s\"".formatted(customer.metadataUrl());
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
    assertThat(page.header("Content-Type")).startsWith("application/problem+json");
    assertThat(page.body()).contains("SSO_NO_ROLE");
    assertThat(guest.isSignedIn()).isFalse();
  }

  @Test
  void whoIsRefusedAtABrowserSeesAPageWithAWayOut() {
    tenant.oidc(mappings() + ", \"defaultRole\": \"NONE\"");
    Visitor known = tenant.person("lost");
    var guest = new Visitor(new Browser(PAGES), known.email(), known.name());

    var page = guest.signIn();

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.text())
        .contains("None of your groups opens the organization of " + tenant.domain())
        .contains("tell your administrator the code SSO_NO_ROLE and the trace")
        .containsPattern("[0-9a-f]{32}");

    assertThat(page.links()).hasSize(1);
    guest.browser().open(page.links().getFirst());
    assertThat(guest.browser().open(URI.create(Api.address() + "/login")).action())
        .as("the session that is refused has ended, so the sign-in asks anew")
        .isPresent();
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
}
