package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.ForgingOidcProvider;
import dev.aerie.controlplane.sso.support.ForgingOidcProvider.Forgery;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Jws;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers with ID tokens that an honest OpenID provider would not give. The first test answers with
 * an honest one the same way: the others differ from it by one thing.
 */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class HostileOidcTest {
  private SsoTenant tenant;
  private ForgingOidcProvider provider;
  private Visitor visitor;

  @BeforeEach
  void connect() {
    tenant = SsoTenant.make();
    String email = "ada@" + tenant.domain();
    provider = ForgingOidcProvider.start(email);
    visitor = Visitor.of(email, "");
    tenant.verified(
        tenant
            .newConnection(
                "\"protocol\": \"OIDC\", \"oidc\": {\"issuer\": \"%s\", \"clientId\": \"aerie\", \"clientSecret\": \"hush\"}"
                    .formatted(provider.issuer()))
            .mustBe(201)
            .json());
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void honestTokenOpens() {
    visitor.signIn();

    assertThat(visitor.me().at("/principal/name").asText()).isEqualTo(visitor.email());
  }

  /** What is wrong with a token. */
  enum Flaw {
    NOT_SIGNED((provider, claims) -> Jws.unsigned(claims)),
    SIGNED_BY_A_STRANGER((provider, claims) -> Jws.signedByAStranger(claims)),
    CHANGED_AFTERWARDS(
        (provider, claims) ->
            Jws.replaced(provider.signed(claims), with(claims, "sub", "somebody else"))),
    FOR_ANOTHER_AUDIENCE(with("aud", "another-service")),
    BY_ANOTHER_ISSUER(with("iss", "https://other.example")),
    EXPIRED(with("exp", Instant.now().minusSeconds(3_600).getEpochSecond())),
    OF_ANOTHER_SIGN_IN(with("nonce", "of another"));

    private final Forgery forgery;

    Flaw(Forgery forgery) {
      this.forgery = forgery;
    }

    private static Forgery with(String claim, Object value) {
      return (provider, claims) -> provider.signed(with(claims, claim, value));
    }

    private static Map<String, Object> with(
        Map<String, Object> claims, String claim, Object value) {
      var other = new LinkedHashMap<>(claims);
      other.put(claim, value);
      return other;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tokenWithAFlawOpensNothing(Flaw flaw) {
    provider.forges(flaw.forgery);

    visitor.signIn();

    assertThat(visitor.isSignedIn()).isFalse();
    provider.forges(ForgingOidcProvider::signed);
    visitor.signIn();
    assertThat(visitor.isSignedIn()).as("the same with an honest token").isTrue();
  }

  @Test
  void answerToAnotherRequestIsRefused() {
    provider.changesState(state -> state.replaceFirst("^.{10}", "0123456789"));

    visitor.signIn();

    assertThat(visitor.isSignedIn()).isFalse();
  }

  @Test
  void addressOfTheOwnerOpensNothingOfTheirs() {
    provider.forges(
        (from, claims) -> {
          claims.put("email", tenant.ownerEmail());
          claims.put("preferred_username", tenant.ownerEmail());
          return from.signed(claims);
        });

    assertThat(visitor.signIn().text()).contains("already exists");

    assertThat(visitor.isSignedIn()).isFalse();
  }
}
