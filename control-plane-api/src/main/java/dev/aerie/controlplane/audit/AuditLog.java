package dev.aerie.controlplane.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Writes what happened, one chain of hashes for each organisation: a row changed afterwards breaks
 * every later one.
 */
@ApplicationScoped
public class AuditLog {
  /** Who does what nobody asked for. */
  static final AuditEvent.Actor PLATFORM = new AuditEvent.Actor("PLATFORM", "platform", "Aerie");

  private final Caller caller;
  private final Identifiers identifiers;
  private final Clock clock;
  private final ObjectMapper json;

  AuditLog(Caller caller, Identifiers identifiers, Clock clock, ObjectMapper json) {
    this.caller = caller;
    this.identifiers = identifiers;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Records a change in the transaction that makes it; empty before or after means there was
   * nothing.
   */
  public void record(
      Sql sql,
      String organization,
      String action,
      String resource,
      Optional<?> before,
      Optional<?> after) {
    append(sql, organization, action, resource, "OK", before, after);
  }

  /**
   * Why a call was refused.
   *
   * @param code the problem's
   * @param unrecorded how many refusals of the same caller before this one were not recorded
   */
  public record Refusal(String code, long unrecorded) {}

  /** Records that a call was refused. */
  public void refused(
      Sql sql, String organization, String action, String resource, Refusal refusal) {
    append(sql, organization, action, resource, "REFUSED", Optional.empty(), Optional.of(refusal));
  }

  /** Records what the platform has done by itself, because its time had come. */
  public void recordOwn(
      Sql sql,
      String organization,
      String action,
      String resource,
      Optional<?> before,
      Optional<?> after) {
    append(
        sql,
        organization,
        PLATFORM,
        new Origin("", ""),
        new Deed(action, resource, "OK", before, after));
  }

  /**
   * Records what somebody has done elsewhere, as it was told.
   *
   * @param address where they did it from; empty where that is not known
   */
  public void told(
      Sql sql, String organization, AuditEvent.Actor actor, String address, Deed deed) {
    append(sql, organization, actor, new Origin("", address), deed);
  }

  private void append(
      Sql sql,
      String organization,
      String action,
      String resource,
      String result,
      Optional<?> before,
      Optional<?> after) {
    Principal actor = caller.claimed().orElseGet(caller::principal);
    append(
        sql,
        organization,
        new AuditEvent.Actor(actor.kind().name(), actor.id(), actor.name()),
        new Origin(caller.traceId(), caller.remoteAddress()),
        new Deed(action, resource, result, before, after));
  }

  private record Origin(String traceId, String remoteAddress) {}

  /**
   * What was done.
   *
   * @param result {@code OK} or {@code REFUSED}
   * @param before the resource before it; empty where there was nothing
   * @param after the resource after it, or what else there is to say
   */
  public record Deed(
      String action, String resource, String result, Optional<?> before, Optional<?> after) {}

  private void append(
      Sql sql, String organization, AuditEvent.Actor actor, Origin origin, Deed deed) {
    var chain = new AuditChain(sql, organization);
    AuditChain.End last = chain.lock();
    var entry =
        new AuditEntry(
            organization,
            last.seq() + 1,
            identifiers.next(Kind.AUDIT_EVENT),
            clock.instant(),
            actor,
            deed.action(),
            deed.resource(),
            deed.result(),
            origin.traceId(),
            origin.remoteAddress(),
            deed.before().map(this::text),
            deed.after().map(this::text));
    AuditLink link = AuditLink.after(last.hash(), entry);
    insert(sql, link);
    chain.moveTo(link);
  }

  private static void insert(Sql sql, AuditLink link) {
    AuditEntry entry = link.entry();
    sql.change(
        """
        INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result,
          trace_id, remote_address, before, after, previous_hash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?)
        """,
        entry.organization(),
        entry.seq(),
        entry.id(),
        entry.at(),
        entry.actor().kind(),
        entry.actor().id(),
        entry.actor().name(),
        entry.action(),
        entry.resource(),
        entry.result(),
        entry.traceId(),
        entry.remoteAddress(),
        entry.before(),
        entry.after(),
        link.previousHash(),
        link.hash());
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an audited value is not JSON", impossible);
    }
  }
}
