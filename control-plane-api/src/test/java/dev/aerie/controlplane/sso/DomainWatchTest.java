package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.sso.support.ForgingProvider;
import dev.aerie.controlplane.sso.support.RecordedTxt;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verified domain whose record goes, with Keycloak itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class DomainWatchTest {
  @Inject DomainWatch watch;
  @Inject MailQueue mails;
  @Inject MovableClock clock;
  GreenMail mail;

  private SsoTenant tenant;
  private String path;
  private JsonNode record;

  @BeforeEach
  void enforce() {
    tenant = SsoTenant.make();
    JsonNode made = connect(tenant.tenant());
    path = tenant.path(tenant.verified(made));
    record = made.path("domainRecord");
    String owner = tenant.member(tenant.ownerEmail()).path("userId").asText();
    tenant
        .tenant()
        .owner()
        .patch(path, "{\"enforced\": true, \"breakGlassUserId\": \"%s\"}".formatted(owner))
        .mustBe(200);
    watch.look();
  }

  /** It must not be looked at in another test. */
  @AfterEach
  void end() {
    tenant.tenant().owner().delete(path).mustBe(204);
  }

  @Test
  void ownersAreToldThenEnforcementEndsThenTheDomainIsFree() throws MessagingException {
    RecordedTxt.remove(record.path("name").asText());
    laterAndLook(1);
    laterAndLook(2);
    assertThat(subjects()).isEmpty();

    laterAndLook(1);
    assertThat(subjects())
        .containsExactly("Single sign-on: the record of %s is gone".formatted(tenant.domain()));
    laterAndLook(1);
    assertThat(subjects()).as("told once").hasSize(1);
    assertThat(connection().path("enforced").asBoolean()).isTrue();

    laterAndLook(3);
    assertThat(connection().path("enforced").asBoolean()).isFalse();
    assertThat(connection().path("domainVerifiedAt").isNull()).isFalse();
    assertThat(subjects()).hasSize(2);
    Tenant stranger = SsoTenant.make().tenant();
    stranger.owner().post(connections(stranger), body()).mustBe(409);

    laterAndLook(23);
    assertThat(connection().path("domainVerifiedAt").isNull()).isTrue();
    assertThat(subjects()).hasSize(3);
    assertThat(inKeycloak().path("enabled").asBoolean()).isFalse();
    verify(stranger);
    assertThat(tenant.tenant().actionsOn(connection().path("id").asText()))
        .startsWith(
            "sso-connection.update", "sso-connection.update", "sso-connection.domain-missing");
  }

  @Test
  void whatComesBackInTimeIsAsItWas() throws MessagingException {
    String name = record.path("name").asText();
    RecordedTxt.remove(name);
    laterAndLook(1);
    laterAndLook(2);
    RecordedTxt.add(name, record.path("value").asText());
    laterAndLook(2);
    RecordedTxt.remove(name);
    laterAndLook(2);

    assertThat(subjects()).isEmpty();
    assertThat(connection().path("enforced").asBoolean()).isTrue();
  }

  @Test
  void silenceOfDnsIsNoMissingRecord() throws MessagingException {
    RecordedTxt.fail(record.path("name").asText());
    laterAndLook(1);
    laterAndLook(40);

    assertThat(subjects()).isEmpty();
    assertThat(connection().path("enforced").asBoolean()).isTrue();
  }

  private void laterAndLook(int days) {
    clock.advance(Duration.ofDays(days));
    watch.look();
    mails.deliver();
  }

  private JsonNode connection() {
    return tenant.tenant().owner().get(path).mustBe(200).json();
  }

  private JsonNode inKeycloak() {
    return RealKeycloak.read("/identity-provider/instances/" + connection().path("id").asText());
  }

  private static String connections(Tenant tenant) {
    return "/v1/organizations/" + tenant.organization() + "/sso-connections";
  }

  private String body() {
    return Api.JSON
        .valueToTree(
            Map.of(
                "name",
                "Ours",
                "domain",
                tenant.domain(),
                "protocol",
                "SAML",
                "saml",
                Map.of("metadata", ForgingProvider.make("https://idp.example").metadata())))
        .toString();
  }

  private JsonNode connect(Tenant of) {
    return of.owner().post(connections(of), body()).mustBe(201).json();
  }

  private void verify(Tenant of) {
    JsonNode made = connect(of);
    RecordedTxt.add(
        made.at("/domainRecord/name").asText(), made.at("/domainRecord/value").asText());
    String theirs = connections(of) + "/" + made.path("id").asText();
    of.owner().post(theirs + ":verify-domain", "").mustBe(200);
    of.owner().delete(theirs).mustBe(204);
  }

  /** Of the mails that the owner has got. */
  private List<String> subjects() throws MessagingException {
    var found = new ArrayList<String>();
    for (MimeMessage one : mail.getReceivedMessages()) {
      if (one.getRecipients(Message.RecipientType.TO)[0].toString().equals(tenant.ownerEmail())) {
        found.add(one.getSubject());
      }
    }
    return found;
  }
}
