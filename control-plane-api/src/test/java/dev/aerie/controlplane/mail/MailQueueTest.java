package dev.aerie.controlplane.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MailQueueTest {
  IdentityProvider people;
  @Inject Database database;
  @Inject Clock clock;

  @Test
  void aMailThatIsRefusedIsSentAgainAfterGrowingPauses() {
    String organization = Tenant.make(people).organization();
    var later = new MovableClock();
    List<String> tried = new ArrayList<>();
    var queue =
        new MailQueue(
            database,
            mail -> {
              tried.add(mail.getSubject());
              throw new IllegalStateException("451 try again later");
            },
            later);
    add(queue, organization);

    for (int minute = 0; minute < 8; minute++) {
      queue.deliver();
      later.advance(Duration.ofMinutes(1));
    }

    assertThat(tried.stream().filter(organization::equals)).as("at 0, 1, 3 and 7").hasSize(4);
    database.transaction(
        Scope.organization(organization),
        sql -> {
          queue.withdraw(sql, organization, "inv_1");
          return organization;
        });
  }

  /** {@link Database} refuses a transaction within another. */
  @Test
  void noTransactionIsOpenWhileAMailIsSent() {
    String organization = Tenant.make(people).organization();
    List<String> sent = new ArrayList<>();
    var queue =
        new MailQueue(
            database,
            mail -> {
              sent.add(mail.getSubject());
              database.transaction(
                  Scope.organization(organization),
                  sql -> sql.change("DELETE FROM mails WHERE org_id = ?", "none"));
            },
            clock);
    add(queue, organization);

    queue.deliver();

    assertThat(sent).containsOnlyOnce(organization);
    List<Long> waiting =
        database.transaction(
            Scope.organization(organization),
            sql ->
                sql.list(
                    "SELECT id FROM mails WHERE org_id = ?",
                    row -> row.number("id"),
                    organization));
    assertThat(waiting).isEmpty();
  }

  private void add(MailQueue queue, String organization) {
    database.transaction(
        Scope.organization(organization),
        sql -> {
          queue.add(
              sql,
              organization,
              "inv_1",
              clock.instant().plus(Duration.ofDays(1)),
              "a@example.org",
              organization,
              "text");
          return organization;
        });
  }
}
