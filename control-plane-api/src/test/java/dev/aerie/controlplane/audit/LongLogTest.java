package dev.aerie.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.OwnDatabase;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifies a log that is read a part at a time. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LongLogTest {
  private static final String ORGANIZATION = "org_01k0aaaaaaaaaaaaaaaaaaaaaa";
  private static final long LAST = 2_500;
  private static final long BROKEN = 2_450;

  private OwnDatabase database;
  private Database application;
  private String lastHash;
  private int reads;

  @BeforeEach
  void fill() throws SQLException {
    database = OwnDatabase.make("long_log");
    database.migrate("latest");
    application = database.asApplication();
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id,
                  remote_address, previous_hash, hash)
                VALUES (?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      connection.createStatement().execute("SET session_replication_role = replica");
      lastHash = "";
      for (long seq = 1; seq <= LAST; seq++) {
        AuditLink link = AuditLink.after(lastHash, entry(seq));
        add(insert, link);
        lastHash = link.hash();
      }
      insert.executeBatch();
    }
    execute(
        "INSERT INTO audit_chains (org_id, seq, hash) VALUES ('%s', %d, '%s')"
            .formatted(ORGANIZATION, LAST, lastHash));
  }

  @Test
  void isProvenInOneGoByReadsOfAThousandEach() {
    AuditVerification whole = prove(asked());

    assertThat(whole.firstBroken()).isEmpty();
    assertThat(whole.complete()).isTrue();
    assertThat(whole.events()).isEqualTo(LAST);
    assertThat(whole.verifiedThrough()).isEqualTo(LAST);
    assertThat(whole.verifiedHash()).isEqualTo(lastHash);
    assertThat(reads).as("each gives the connection back").isEqualTo(3);
  }

  @Test
  void partsThatFollowOneAnotherSayWhatTheWholeSays() {
    List<AuditVerification> parts = proveInParts(1_200);

    assertThat(parts).extracting(AuditVerification::events).containsExactly(1_200L, 1_200L, 100L);
    assertThat(parts).extracting(AuditVerification::complete).containsExactly(false, false, true);
    assertThat(parts).extracting(AuditVerification::valid).containsOnly(true);
    assertThat(parts.getLast().verified()).isEqualTo(prove(asked()).verified());
  }

  @Test
  void partThatEndsWithTheLogIsComplete() {
    List<AuditVerification> parts = proveInParts(LAST / 2);

    assertThat(parts).extracting(AuditVerification::complete).containsExactly(false, true);
  }

  @Test
  void whatWasChangedIsFoundInItsPart() throws SQLException {
    execute("UPDATE audit_events SET actor_name = 'nobody' WHERE seq = " + BROKEN);

    List<AuditVerification> parts = proveInParts(1_200);

    assertThat(parts).extracting(AuditVerification::valid).containsExactly(true, true, false);
    assertThat(parts.getLast().firstBroken())
        .contains(new AuditVerification.Break(BROKEN, AuditVerification.Reason.CHANGED));
    assertThat(parts.getLast().verifiedThrough()).isEqualTo(BROKEN - 1);
    assertThat(parts.getLast().complete()).isFalse();
    AuditVerification whole = prove(asked());
    assertThat(whole.firstBroken()).isEqualTo(parts.getLast().firstBroken());
    assertThat(whole.events()).isEqualTo(BROKEN - 1);
  }

  @Test
  void whatWasRemovedBetweenTwoPartsIsFound() throws SQLException {
    AuditVerification first = prove(asked(Optional.empty(), 1_200));
    execute("DELETE FROM audit_events WHERE seq = 1201");

    AuditVerification second = prove(asked(Optional.of(first), 1_200));

    assertThat(second.firstBroken())
        .contains(new AuditVerification.Break(1_201, AuditVerification.Reason.MISSING));
  }

  /** Who writes a whole chain anew is found out by who has kept an end of the old one. */
  @Test
  void logThatWasWrittenAnewDoesNotHoldAnEndThatWasKept() throws SQLException {
    AuditVerification kept = prove(asked());
    String hash = prove(asked(Optional.empty(), 100)).verifiedHash();
    execute("DELETE FROM audit_events WHERE seq > 100");
    execute("UPDATE audit_chains SET seq = 100, hash = '" + hash + "'");
    assertThat(prove(asked()).valid()).as("by itself").isTrue();

    assertThat(prove(asked(Optional.of(kept), 100)).firstBroken())
        .contains(new AuditVerification.Break(LAST, AuditVerification.Reason.MISSING));
  }

  private List<AuditVerification> proveInParts(long most) {
    var parts = new ArrayList<AuditVerification>();
    Optional<AuditVerification> before = Optional.empty();
    do {
      before = Optional.of(prove(asked(before, most)));
      parts.add(before.get());
    } while (before.get().goesOn());
    return parts;
  }

  private AuditVerification prove(AuditRangeRequest asked) {
    asked.check();
    reads = 0;
    return new AuditProofs()
        .prove(
            ORGANIZATION,
            asked,
            work -> {
              reads++;
              return application.read(Scope.organization(ORGANIZATION), work);
            });
  }

  private static AuditRangeRequest asked() {
    return new AuditRangeRequest();
  }

  private static AuditRangeRequest asked(Optional<AuditVerification> after, long most) {
    var asked = new AuditRangeRequest();
    asked.afterSequence = after.map(part -> Long.toString(part.verifiedThrough()));
    asked.afterHash = after.map(AuditVerification::verifiedHash);
    asked.limit = Optional.of(Long.toString(most));
    return asked;
  }

  private static AuditEntry entry(long seq) {
    return new AuditEntry(
        ORGANIZATION,
        seq,
        "evt_" + seq,
        Instant.ofEpochSecond(1_767_225_600 + seq),
        new AuditEvent.Actor("USER", "usr_1", "Ada"),
        "cluster.update",
        "cls_1",
        "OK",
        "",
        "127.0.0.1",
        Optional.empty(),
        Optional.empty());
  }

  private static void add(PreparedStatement insert, AuditLink link) throws SQLException {
    AuditEntry entry = link.entry();
    int column = 1;
    for (Object value :
        new Object[] {
          entry.organization(),
          entry.seq(),
          entry.id(),
          entry.at().toString(),
          entry.actor().kind(),
          entry.actor().id(),
          entry.actor().name(),
          entry.action(),
          entry.resource(),
          entry.result(),
          entry.traceId(),
          entry.remoteAddress(),
          link.previousHash(),
          link.hash()
        }) {
      insert.setObject(column++, value);
    }
    insert.addBatch();
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.connect();
        var owner = connection.createStatement()) {
      owner.execute("SET session_replication_role = replica");
      owner.execute(statement);
    }
  }
}
