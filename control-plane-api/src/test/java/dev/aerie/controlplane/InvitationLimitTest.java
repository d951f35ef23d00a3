package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.InvitationPreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many may be invited. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class InvitationLimitTest extends InvitationPreparation {

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
}
