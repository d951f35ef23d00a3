package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.InvitationPreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The mails that invite: each once, and none of what has ended. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class InvitationMailTest extends InvitationPreparation {

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
}
