package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class InvitationTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Pattern TOKEN = Pattern.compile("/invitations/([-_0-9A-Za-z]{43})");

  IdentityProvider people;
  GreenMail mail;
  @Inject MailQueue mails;
  @Inject MovableClock clock;
  private Tenant tenant;
  private String invitations;
  private String name;
  private Api guest;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    invitations = "/v1/organizations/" + tenant.organization() + "/invitations";
    name = "guest" + COUNT.incrementAndGet();
    guest = new Api(people.tokenOf(name));
  }

  @Test
  void invitedPersonGetsAMailAndJoins() {
    var made = invite("BILLING_ADMIN");
    assertThat(made.text()).doesNotContain("token");
    String token = tokenInMail();

    assertThat(accept(guest, token).mustBe(200).text("role")).isEqualTo("BILLING_ADMIN");

    guest.get("/v1/usage?organizationId=" + tenant.organization()).mustBe(200);
    assertThat(accept(guest, token).mustBe(409).text("code")).isEqualTo("INVITATION_INVALID");
    assertThat(tenant.owner().get(invitations).items().getFirst().path("acceptedAt").asText())
        .isNotEmpty();
    assertThat(
            tenant
                .owner()
                .get("/v1/audit-events?action=member.join&organizationId=" + tenant.organization())
                .items())
        .hasSize(1);
  }

  @Test
  void mailIsSentOnce() {
    invite("MEMBER");
    mails.deliver();
    mails.deliver();

    assertThat(mailsToGuest()).isEqualTo(1);
  }

  @Test
  void mailThatIsNotTakenIsSentLater() {
    invite("MEMBER");
    mail.stop();
    try {
      mails.deliver();
    } finally {
      mail.start();
    }
    mails.deliver();
    assertThat(mailsToGuest()).isZero();

    clock.advance(Duration.ofMinutes(1));
    mails.deliver();
    assertThat(mailsToGuest()).isEqualTo(1);
  }

  @Test
  void othersCannotAccept() {
    invite("MEMBER");
    String token = tokenInMail();

    assertThat(accept(new Api(people.tokenOf("thief")), token).mustBe(409).text("code"))
        .isEqualTo("OTHER_ADDRESS");
    assertThat(accept(tenant.owner(), token).mustBe(409).text("code")).isEqualTo("PEOPLE_ONLY");
    assertThat(accept(guest, "guessed").mustBe(409).text("code")).isEqualTo("INVITATION_INVALID");
    accept(guest, token).mustBe(200);
  }

  @Test
  void endedInvitationsDoNotHold() {
    String revoked = invite("MEMBER").id();
    String first = tokenInMail();
    tenant.owner().delete(invitations + "/" + revoked).mustBe(204);
    accept(guest, first).mustBe(409);

    invite("MEMBER");
    String second = tokenInMail();
    clock.advance(Duration.ofDays(7));
    assertThat(accept(guest, second).mustBe(409).text("code")).isEqualTo("INVITATION_INVALID");
  }

  @Test
  void newerInvitationTakesThePlaceOfTheOlder() {
    invite("MEMBER");
    String older = tokenInMail();
    invite("BILLING_ADMIN");
    String newer = tokenInMail();

    accept(guest, older).mustBe(409);
    assertThat(accept(guest, newer).mustBe(200).text("role")).isEqualTo("BILLING_ADMIN");
  }

  @Test
  void thatItTakesThePlaceIsAudited() {
    String older = invite("MEMBER").id();
    String newer = invite("MEMBER").id();

    assertThat(tenant.actionsOn(older)).containsExactly("invitation.revoke", "invitation.create");
    assertThat(tenant.actionsOn(newer)).containsExactly("invitation.create");
  }

  @Test
  void mailOfWhatHasEndedIsNotSent() {
    String revoked = invite("MEMBER").id();
    tenant.owner().delete(invitations + "/" + revoked).mustBe(204);
    mails.deliver();
    assertThat(mailsToGuest()).isZero();

    invite("MEMBER");
    invite("BILLING_ADMIN");
    String only = tokenInMail();
    assertThat(mailsToGuest()).isEqualTo(1);
    assertThat(accept(guest, only).mustBe(200).text("role")).isEqualTo("BILLING_ADMIN");
  }

  @Test
  void whatTheMailServerRefusedGoesWithItsInvitation() {
    String revoked = invite("MEMBER").id();
    mail.stop();
    try {
      mails.deliver();
    } finally {
      mail.start();
    }
    tenant.owner().delete(invitations + "/" + revoked).mustBe(204);

    clock.advance(Duration.ofHours(1));
    mails.deliver();

    assertThat(mailsToGuest()).isZero();
  }

  @Test
  void aFullPlanInvitesNobody() throws SQLException {
    Superuser.run(
        "INSERT INTO plans (name, limits) VALUES ('alone', '{\"MEMBERS\": 1}') ON CONFLICT DO NOTHING",
        "UPDATE organizations SET plan = 'alone' WHERE org_id = '%s'"
            .formatted(tenant.organization()));

    var refused = ask(name, "MEMBER").mustBe(409);

    assertThat(refused.text("code")).isEqualTo("QUOTA_EXCEEDED");
    assertThat(tenant.owner().get(invitations).items()).isEmpty();
  }

  @Test
  void openInvitationsTakeTheRoomOfMembers() throws SQLException {
    Superuser.run(
        "INSERT INTO plans (name, limits) VALUES ('pair', '{\"MEMBERS\": 2}') ON CONFLICT DO NOTHING",
        "UPDATE organizations SET plan = 'pair' WHERE org_id = '%s'"
            .formatted(tenant.organization()));
    invite("MEMBER");
    invite("BILLING_ADMIN");

    assertThat(ask("another" + name, "MEMBER").mustBe(409).text("code"))
        .isEqualTo("QUOTA_EXCEEDED");
    accept(guest, tokenInMail()).mustBe(200);
    ask("another" + name, "MEMBER").mustBe(409);
  }

  @Test
  void nobodyWritesToMorePeopleADayThanAllowed() throws SQLException {
    Superuser.run(
        "INSERT INTO mail_allowances (org_id, day, mails) VALUES ('%s', '%s', 499)"
            .formatted(tenant.organization(), clock.instant()));
    invite("MEMBER");

    Api.Answer refused = ask(name, "MEMBER").mustBe(429);
    assertThat(refused.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);

    clock.advance(Duration.ofDays(1));
    invite("MEMBER");
  }

  @Test
  void aMailThatWaitsEndsWithItsInvitation() throws SQLException {
    invite("MEMBER");
    clock.advance(Duration.ofDays(7));
    mails.deliver();

    assertThat(mailsToGuest()).isZero();
    assertThat(
            Superuser.list(
                "postgres",
                "SELECT id FROM mails WHERE org_id = '%s'".formatted(tenant.organization())))
        .isEmpty();
  }

  private Api.Answer invite(String role) {
    return ask(name, role).mustBe(201);
  }

  private Api.Answer ask(String guest, String role) {
    return tenant
        .owner()
        .post(
            invitations,
            "{\"email\": \"%s@example.org\", \"role\": \"%s\"}".formatted(guest, role));
  }

  private static Api.Answer accept(Api person, String token) {
    return person.post("/v1/invitations:accept", "{\"token\": \"%s\"}".formatted(token));
  }

  /** The token of the newest mail to the guest. */
  private String tokenInMail() {
    mails.deliver();
    var found =
        Arrays.stream(mail.getReceivedMessages())
            .map(GreenMailUtil::getWholeMessage)
            .filter(text -> text.contains(name + "@example.org"))
            .map(text -> TOKEN.matcher(text.replace("=\r\n", "").replace("=3D", "=")))
            .filter(matcher -> matcher.find())
            .map(matcher -> matcher.group(1))
            .toList();
    return found.getLast();
  }

  private long mailsToGuest() {
    return Arrays.stream(mail.getReceivedMessages())
        .filter(one -> GreenMailUtil.getWholeMessage(one).contains(name + "@example.org"))
        .count();
  }
}
