package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.sso.support.ForgingProvider;
import dev.aerie.controlplane.sso.support.MetadataServer;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metadata that changes where it lies, with Keycloak itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class MetadataRefreshTest {
  private static final String ENTITY = "https://idp.example/saml";

  @Inject MetadataRefresh refresh;
  @Inject MovableClock clock;

  private final MetadataServer metadata = MetadataServer.start();
  private final ForgingProvider first = ForgingProvider.make(ENTITY);
  private SsoTenant tenant;
  private String id;

  @BeforeEach
  void connect() {
    tenant = SsoTenant.make();
    metadata.shows(first.metadata());
    id =
        tenant
            .newConnection(
                "\"protocol\": \"SAML\", \"saml\": {\"metadataUrl\": \"%s\"}"
                    .formatted(metadata.url()))
            .mustBe(201)
            .id();
  }

  @AfterEach
  void end() {
    // It must not be read in another test.
    tenant.tenant().owner().delete(tenant.path(id)).mustBe(204);
    metadata.close();
  }

  private JsonNode saml() {
    return tenant.tenant().owner().get(tenant.path(id)).mustBe(200).json().path("saml");
  }

  private List<String> certificates() {
    return saml().path("certificates").findValuesAsText("sha256");
  }

  private String inKeycloak() {
    return RealKeycloak.read("/identity-provider/instances/" + id)
        .at("/config/signingCertificate")
        .asText();
  }

  private void anHourLater() {
    clock.advance(Duration.ofMinutes(56));
    refresh.refresh();
  }

  private List<JsonNode> platformEvents() {
    return tenant
        .tenant()
        .owner()
        .get("/v1/audit-events?organizationId=" + tenant.tenant().organization())
        .mustBe(200)
        .items()
        .stream()
        .filter(event -> event.at("/actor/kind").asText().equals("PLATFORM"))
        .toList();
  }

  private static String text(ForgingProvider provider) throws CertificateEncodingException {
    return Base64.getEncoder().encodeToString(provider.certificate().getEncoded());
  }

  @Test
  void certificateThatFollowsIsTakenOverWithinTheHour() throws CertificateEncodingException {
    ForgingProvider second = ForgingProvider.make(ENTITY);
    List<String> before = certificates();
    metadata.shows(second.metadata());
    int reads = metadata.reads();
    refresh.refresh();
    assertThat(metadata.reads()).as("it is not due yet").isEqualTo(reads);

    anHourLater();

    assertThat(certificates()).hasSize(1).doesNotContainAnyElementsOf(before);
    assertThat(inKeycloak()).isEqualTo(text(second)).isNotEqualTo(text(first));
    assertThat(saml().path("metadataProblem").isNull()).isTrue();
    assertThat(platformEvents()).hasSize(1);
    JsonNode event = platformEvents().getFirst();
    assertThat(event.path("action").asText()).isEqualTo("sso-connection.update");
    assertThat(event.path("before").findValuesAsText("sha256")).isEqualTo(before);
    assertThat(event.path("after").findValuesAsText("sha256")).isEqualTo(certificates());

    anHourLater();
    assertThat(platformEvents()).as("nothing has changed since").hasSize(1);
  }

  @Test
  void whatAnOwnerChangesMeanwhileStays() throws CertificateEncodingException {
    ForgingProvider second = ForgingProvider.make(ENTITY);
    metadata.shows(first.metadata());
    String body =
        Api.JSON.valueToTree(Map.of("saml", Map.of("metadata", second.metadata()))).toString();
    var changed = new AtomicReference<Api.Answer>();
    metadata.meanwhile(() -> changed.set(tenant.tenant().owner().patch(tenant.path(id), body)));

    anHourLater();

    changed.get().mustBe(200);
    assertThat(certificates()).hasSize(1);
    assertThat(inKeycloak()).isEqualTo(text(second));
    assertThat(platformEvents()).isEmpty();
  }

  @Test
  void bothCertificatesHoldWhileTheProviderChangesOver() throws CertificateEncodingException {
    ForgingProvider second = ForgingProvider.make(ENTITY);
    String end = "</KeyDescriptor>";
    String more = second.metadata();
    String key = more.substring(more.indexOf("<KeyDescriptor"), more.indexOf(end) + end.length());
    metadata.shows(first.metadata().replace(end, end + key));

    anHourLater();

    assertThat(certificates()).hasSize(2);
    assertThat(inKeycloak()).contains(text(first), text(second));
  }

  @Test
  void metadataOfAnotherProviderChangesNothingAndIsTold() throws CertificateEncodingException {
    List<String> before = certificates();
    metadata.shows(ForgingProvider.make("https://other.example").metadata());

    anHourLater();

    assertThat(certificates()).isEqualTo(before);
    assertThat(inKeycloak()).isEqualTo(text(first));
    assertThat(saml().path("metadataProblem").asText()).contains("https://other.example");
  }

  @Test
  void metadataThatCannotBeReadChangesNothingUntilItCanAgain() {
    List<String> before = certificates();
    for (Runnable fault :
        List.<Runnable>of(
            metadata::fails,
            () -> metadata.shows("<html/>"),
            () ->
                metadata.shows(
                    first.metadata().replaceAll("(?s)<KeyDescriptor.*</KeyDescriptor>", "")))) {
      fault.run();
      anHourLater();
      assertThat(certificates()).isEqualTo(before);
      assertThat(saml().path("metadataProblem").asText()).isNotEmpty();
    }

    metadata.shows(first.metadata());
    anHourLater();
    assertThat(saml().path("metadataProblem").isNull()).isTrue();
  }

  @Test
  void aSlowProviderHoldsUpNoOther() {
    SsoTenant other = SsoTenant.make();
    try (MetadataServer quick = MetadataServer.start()) {
      quick.shows(first.metadata());
      String made =
          other
              .newConnection(
                  "\"protocol\": \"SAML\", \"saml\": {\"metadataUrl\": \"%s\"}"
                      .formatted(quick.url()))
              .mustBe(201)
              .id();
      var othersAreRead = new CountDownLatch(1);
      var seen = new AtomicBoolean();
      quick.meanwhile(othersAreRead::countDown);
      metadata.meanwhile(() -> seen.set(isDone(othersAreRead)));

      anHourLater();

      // The refresh itself may have given the answer up.
      Awaitility.await("the other was read before this one answered")
          .atMost(Duration.ofMinutes(1))
          .untilTrue(seen);
      other.tenant().owner().delete(other.path(made)).mustBe(204);
    }
  }

  private static boolean isDone(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
