package dev.aerie.controlplane.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a control plane that was killed has left at Keycloak itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class OrphansTest {
  private static final String CLIENTS = "/clients?search=true&max=1000&clientId=";
  private static final String PROVIDERS = "/identity-provider/instances?max=1000&search=";
  private static final Duration AGE = Duration.ofHours(6);

  @Inject Orphans orphans;
  @Inject ServiceClients clients;
  @Inject IdentityProviders providers;
  @Inject Identifiers identifiers;
  @Inject MovableClock clock;
  private SsoTenant tenant;

  /** The realm is one for all tests of a JVM, the database is not. */
  @BeforeEach
  void removeThoseOfOtherDatabases() throws SQLException {
    Set<String> known =
        new HashSet<>(
            Superuser.list(
                "postgres",
                "SELECT id FROM service_accounts UNION SELECT id FROM sso_connections"));
    for (JsonNode client : RealKeycloak.read(CLIENTS + "sac_")) {
      if (!known.contains(client.path("clientId").asText())) {
        RealKeycloak.admin("DELETE", "/clients/" + client.path("id").asText(), "").mustBe(204);
      }
    }
    for (JsonNode provider : RealKeycloak.read(PROVIDERS + "sso_")) {
      String alias = provider.path("alias").asText();
      if (!known.contains(alias)) {
        RealKeycloak.admin("DELETE", "/identity-provider/instances/" + alias, "").mustBe(204);
      }
    }
    tenant = SsoTenant.make();
  }

  @Test
  void whatNoRowNamesGoesOnceItIsOldEnough() {
    String client = orphanedClient();
    String provider = orphanedProvider();
    clock.advance(AGE.minusMinutes(1));

    orphans.remove();
    assertThat(isClient(client)).isTrue();
    assertThat(isProvider(provider)).isTrue();

    clock.advance(Duration.ofMinutes(2));
    String young = orphanedClient();
    String youngProvider = orphanedProvider();
    try (LogCapture log = LogCapture.start()) {
      orphans.remove();
      assertThat(log.lines())
          .anyMatch(line -> line.contains(client) && line.contains("in no row"))
          .anyMatch(line -> line.contains(provider) && line.contains("in no row"));
    }

    assertThat(isClient(client)).isFalse();
    assertThat(isProvider(provider)).isFalse();
    assertThat(isClient(young)).isTrue();
    assertThat(isProvider(youngProvider)).isTrue();
  }

  @Test
  void whatARowNamesStays() {
    String accounts = "/v1/organizations/" + tenant.tenant().organization() + "/service-accounts";
    String client =
        tenant.tenant().owner().post(accounts, "{\"name\": \"builder\"}").mustBe(201).id();
    String connection =
        tenant
            .newConnection(
                "\"protocol\": \"SAML\", \"saml\": {\"metadataUrl\": \"%s\"}"
                    .formatted(tenant.customer().metadataUrl()))
            .mustBe(201)
            .id();
    assertThat(providers.all()).contains(connection);
    clock.advance(AGE.plusDays(1));

    orphans.remove();

    assertThat(isClient(client)).isTrue();
    assertThat(isProvider(connection)).isTrue();
  }

  @Test
  void whatTheControlPlaneHasNotMadeStays() {
    List<String> foreignClients =
        List.of(
            foreignClient("sac_reporting", "aerie-console"),
            foreignClient(identifiers.next(Kind.SERVICE_ACCOUNT), "another-control-plane"),
            foreignClient("reporting", "aerie-console"));
    List<String> foreignProviders =
        List.of(
            foreignProvider("sso_corporate", "aerie-console"),
            foreignProvider(identifiers.next(Kind.SSO_CONNECTION), "another-control-plane"),
            foreignProvider(identifiers.next(Kind.SSO_CONNECTION), ""));
    clock.advance(AGE.plusDays(1));

    orphans.remove();

    assertThat(foreignClients).allMatch(OrphansTest::isClient);
    assertThat(foreignProviders).allMatch(OrphansTest::isProvider);
    // They have the same names the next time.
    RealKeycloak.read(CLIENTS + "reporting")
        .forEach(
            client -> RealKeycloak.admin("DELETE", "/clients/" + client.path("id").asText(), ""));
  }

  /** With the database of another platform, or an old copy, nearly everything looks like one. */
  @Test
  void ofSurprisinglyManyNoneGoes() {
    List<String> made = IntStream.range(0, 21).mapToObj(any -> orphanedClient()).toList();
    clock.advance(AGE.plusMinutes(1));

    try (LogCapture log = LogCapture.start()) {
      orphans.remove();
      assertThat(log.lines()).anyMatch(line -> line.contains("21 clients and identity providers"));
    }
    assertThat(made).allMatch(OrphansTest::isClient);

    String key =
        RealKeycloak.read("/clients?clientId=" + made.getFirst()).path(0).path("id").asText();
    assertThat(clients.delete(key)).isTrue();
    orphans.remove();
    assertThat(made).noneMatch(OrphansTest::isClient);
  }

  @Test
  void anIdTellsWhenItWasMade() {
    Instant before = clock.instant().minusMillis(1);

    assertThat(Identifiers.madeAt(identifiers.next(Kind.SSO_CONNECTION)))
        .isBetween(before, clock.instant());
  }

  private String orphanedClient() {
    String id = identifiers.next(Kind.SERVICE_ACCOUNT);
    clients.create(id, "killed before its commit");
    return id;
  }

  private String orphanedProvider() {
    String id = identifiers.next(Kind.SSO_CONNECTION);
    providers.create(
        tenant.tenant().organization(),
        new BrokeredProvider(
            id,
            BrokeredProvider.Kind.OIDC,
            false,
            "orphan.example",
            Map.of(
                "clientId", "aerie",
                "clientSecret", "secret",
                "authorizationUrl", "https://idp.example/auth",
                "tokenUrl", "https://idp.example/token"),
            List.of()));
    return id;
  }

  private static String foreignClient(String id, String audience) {
    RealKeycloak.admin(
            "POST",
            "/clients",
            """
            {"clientId": "%s", "publicClient": false, "serviceAccountsEnabled": true, "protocolMappers": [
              {"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
               "config": {"included.custom.audience": "any", "included.client.audience": "%s", "access.token.claim": "true"}}]}
            """
                .formatted(id, audience))
        .mustBe(201);
    return id;
  }

  private static String foreignProvider(String alias, String madeBy) {
    RealKeycloak.admin(
            "POST",
            "/identity-provider/instances",
            """
            {"alias": "%s", "providerId": "oidc", "enabled": false, "config": {"clientId": "a", "clientSecret": "b",
              "authorizationUrl": "https://idp.example/auth", "tokenUrl": "https://idp.example/token", "aerie.control-plane": "%s"}}
            """
                .formatted(alias, madeBy))
        .mustBe(201);
    return alias;
  }

  private static boolean isClient(String id) {
    return !RealKeycloak.read("/clients?clientId=" + id).isEmpty();
  }

  private static boolean isProvider(String alias) {
    return RealKeycloak.admin("GET", "/identity-provider/instances/" + alias, "").status() == 200;
  }
}
