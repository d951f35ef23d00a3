package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.InvitationPreparation;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who joins by an invitation, and until when. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class InvitationTest extends InvitationPreparation {

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
}
