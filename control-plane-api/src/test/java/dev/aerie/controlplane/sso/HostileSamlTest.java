package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.Browser.Page;
import dev.aerie.controlplane.sso.support.Claim;
import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.ForgingProvider;
import dev.aerie.controlplane.sso.support.Keycloak;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sends responses to the broker that an honest provider would not. The first test sends an honest
 * one the same way: the others differ from it by one thing.
 */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class HostileSamlTest {
  private final CustomerRealm customer = new CustomerRealm();
  private SsoTenant tenant;
  private ForgingProvider provider;
  private String id;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    provider = ForgingProvider.make("https://idp." + tenant.domain());
    id = connect(tenant, provider);
  }

  private static String connect(SsoTenant whose, ForgingProvider provider) {
    String metadata = Api.JSON.valueToTree(provider.metadata()).toString();
    return whose.verified(
        whose
            .newConnection(
                "\"protocol\": \"SAML\", \"saml\": {\"metadata\": %s}".formatted(metadata))
            .mustBe(201)
            .json());
  }

  /** Somebody who has come as far as their provider's page. */
  private record Attempt(Visitor visitor, Page page, Claim honest) {
    Page send(String response) {
      return visitor
          .browser()
          .post(
              URI.create(honest.consumer()),
              Map.of(
                  "SAMLResponse",
                  Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)),
                  "RelayState",
                  page.fields().get("RelayState")));
    }
  }

  private Attempt begin() {
    return begin(tenant, id, provider, "p" + UUID.randomUUID());
  }

  private static Attempt begin(SsoTenant whose, String id, ForgingProvider from, String name) {
    String email = name + "@" + whose.domain();
    Visitor visitor = Visitor.of(email, name);
    Page page = visitor.begin();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String service = Keycloak.issuer() + "/broker/" + id;
    return new Attempt(
        visitor,
        page,
        new Claim(
            from.entityId(),
            email,
            service + "/endpoint",
            service,
            ForgingProvider.requestId(page.fields().get("SAMLRequest")),
            now.minusSeconds(10),
            now.plusSeconds(300)));
  }

  private static void refused(Attempt attempt) {
    assertThat(attempt.visitor().isSignedIn()).isFalse();
  }

  @Test
  void honestResponseOpens() {
    Attempt attempt = begin();

    attempt.send(provider.signed(attempt.honest().response()));

    assertThat(attempt.visitor().me().at("/principal/name").asText())
        .isEqualTo(attempt.visitor().email());
  }

  @Test
  void unsignedAssertionIsRefused() {
    Attempt attempt = begin();
    attempt.send(attempt.honest().response());
    refused(attempt);
  }

  @Test
  void assertionSignedByAStrangersKeyIsRefused() {
    Attempt attempt = begin();
    ForgingProvider stranger = ForgingProvider.make(provider.entityId());
    attempt.send(stranger.signed(attempt.honest().response()));
    refused(attempt);
  }

  @Test
  void assertionChangedAfterItWasSignedIsRefused() {
    Attempt attempt = begin();
    String signed = provider.signed(attempt.honest().response());
    attempt.send(signed.replace(attempt.honest().email(), tenant.ownerEmail()));
    refused(attempt);
  }

  @Test
  void responseIsGoodForOneRequestAndOnce() {
    Attempt first = begin();
    String response = provider.signed(first.honest().response());
    first.send(response);
    assertThat(first.visitor().isSignedIn()).isTrue();

    Attempt thief = begin();
    thief.send(response);
    refused(thief);

    Visitor bare = Visitor.of(first.visitor().email(), "");
    new Attempt(bare, first.page(), first.honest()).send(response);
    assertThat(bare.isSignedIn()).isFalse();
  }

  @Test
  void responseToAnotherRequestIsRefused() {
    Attempt attempt = begin();
    attempt.send(provider.signed(attempt.honest().answering("ID_of-another").response()));
    refused(attempt);
  }

  @Test
  void expiredAssertionIsRefused() {
    Attempt attempt = begin();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    attempt.send(
        provider.signed(
            attempt
                .honest()
                .valid(now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)))
                .response()));
    refused(attempt);
  }

  @Test
  void assertionThatIsNotYetValidIsRefused() {
    Attempt attempt = begin();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    attempt.send(
        provider.signed(
            attempt
                .honest()
                .valid(now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)))
                .response()));
    refused(attempt);
  }

  @Test
  void assertionForAnotherAudienceIsRefused() {
    Attempt attempt = begin();
    attempt.send(provider.signed(attempt.honest().forAudience("https://other.example").response()));
    refused(attempt);
  }

  @Test
  void responseForAnotherDestinationIsRefused() {
    Attempt attempt = begin();
    attempt.send(provider.signed(attempt.honest().to("https://other.example/consume").response()));
    refused(attempt);
  }

  @Test
  void wrappedSignatureVouchesForNothingElse() {
    for (int way = 0; way < 4; way++) {
      Attempt attempt = begin();
      String signed = provider.signed(attempt.honest().response());
      String good =
          signed.substring(signed.indexOf("<saml:Assertion"), signed.indexOf("</samlp:Response>"));
      String evil = attempt.honest().about(tenant.ownerEmail()).assertion();
      String signature =
          good.substring(good.indexOf("<Signature"), good.indexOf("</Signature>") + 12);
      String wrapping =
          switch (way) {
            case 0 -> evil + good;
            case 1 -> good + evil;
            case 2 -> evil.replace("<saml:Subject>", inside(signature, good) + "<saml:Subject>");
            default ->
                evil.replace(
                    "</saml:AttributeStatement>",
                    "</saml:AttributeStatement><saml:Advice>" + good + "</saml:Advice>");
          };
      assertThat(signature).contains("SignatureValue");

      attempt.send(attempt.honest().response(wrapping));

      refused(attempt);
    }
  }

  /** The signature with what it signs inside of it. */
  private static String inside(String signature, String signed) {
    return signature.replace("</Signature>", "<Object>" + signed + "</Object></Signature>");
  }

  @Test
  void entitiesAreNotResolved() {
    Attempt attempt = begin();
    String signed = provider.signed(attempt.honest().response());
    Page page =
        attempt.send(
            "<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
                + signed.replace("Version=\"2.0\"", "Version=\"2.0\" Consent=\"&f;\""));
    assertThat(page.status()).isBetween(400, 499);
    refused(attempt);
  }

  @Test
  void providerOfAnotherOrganizationVouchesForItsOwnDomainOnly() {
    SsoTenant attacker = SsoTenant.make();
    ForgingProvider theirs = ForgingProvider.make("https://idp." + attacker.domain());
    String other = connect(attacker, theirs);

    assertThat(
            attacker
                .tenant()
                .owner()
                .post(
                    attacker.connections(),
                    "{\"name\": \"n\", \"domain\": \"%s\", \"protocol\": \"SAML\", \"saml\": {\"metadata\": %s}}"
                        .formatted(
                            tenant.domain(), Api.JSON.valueToTree(theirs.metadata()).toString()))
                .mustBe(409)
                .text("code"))
        .isEqualTo("DOMAIN_TAKEN");

    Attempt own = begin(attacker, other, theirs, "mallory");
    Page page = own.send(theirs.signed(own.honest().about("victim@" + tenant.domain()).response()));
    assertThat(page.text()).contains("Update Account Information");
    assertThat(own.visitor().browser().post(page.action().orElseThrow(), page.fields()).text())
        .contains("Email domain does not match");
    refused(own);

    Attempt crossed = begin();
    crossed.send(theirs.signed(crossed.honest().response()));
    refused(crossed);
  }
}
