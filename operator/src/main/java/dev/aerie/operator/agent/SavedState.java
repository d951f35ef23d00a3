package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.KeyUse;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.UsageRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The content of the agent's file.
 *
 * @param agentId who reports
 * @param batch number of the last report made
 * @param pending the report that is not accepted yet
 * @param usage intervals that are in no report yet
 * @param open what ran on when usage was last taken
 * @param keyUses uses of keys that are in no report yet
 * @param term of the lease in which the agent has acted last
 */
record SavedState(
    String agentId,
    long batch,
    Optional<Report> pending,
    List<UsageRecord> usage,
    List<OpenInterval> open,
    List<KeyUse> keyUses,
    OptionalLong term) {

  /** Days of a hundred keys. */
  static final int MOST_KEY_USES = 20_000;

  /** An older agent kept less. */
  SavedState {
    open = open == null ? List.of() : List.copyOf(open);
    keyUses = keyUses == null ? List.of() : List.copyOf(keyUses);
    term = term == null ? OptionalLong.empty() : term;
  }

  /** That of an agent that is new. */
  static SavedState begun() {
    return new SavedState(
        UUID.randomUUID().toString(),
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        OptionalLong.empty());
  }

  /** Whether no other process has acted until a term that begins; see {@link AgentState#resume}. */
  boolean continuesIn(OptionalLong now) {
    return term.isEmpty()
        || now.isPresent()
            && now.getAsLong() >= term.getAsLong()
            && now.getAsLong() <= term.getAsLong() + 1;
  }

  /** Once a term has begun; what ran on is forgotten where another process has measured it. */
  SavedState in(OptionalLong now) {
    return new SavedState(
        agentId,
        batch,
        pending,
        usage,
        continuesIn(now) ? open : List.of(),
        keyUses,
        now.isPresent() ? now : term);
  }

  /** With more intervals for the next report. Those that follow each other become one. */
  SavedState withUsage(List<UsageRecord> ended, List<OpenInterval> runningOn) {
    List<UsageRecord> all = new ArrayList<>(usage);
    ended.forEach(record -> join(all, record));
    return new SavedState(agentId, batch, pending, List.copyOf(all), runningOn, keyUses, term);
  }

  private static void join(List<UsageRecord> kept, UsageRecord next) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).isFollowedBy(next)) {
        UsageRecord first = kept.get(i);
        kept.set(
            i,
            UsageRecord.of(
                next.clusterId(), next.units(), next.replicas(), first.from(), next.to()));
        return;
      }
    }
    kept.add(next);
  }

  /**
   * With more uses of keys for the next report; of each slot the newest, of too many the newest.
   */
  SavedState withKeyUses(List<KeyUse> risen) {
    Map<KeyUse.Slot, KeyUse> all = new LinkedHashMap<>();
    Stream.concat(keyUses.stream(), risen.stream()).forEach(use -> all.put(use.slot(), use));
    List<KeyUse> kept =
        all.values().stream().skip(Math.max(0, all.size() - MOST_KEY_USES)).toList();
    return new SavedState(agentId, batch, pending, usage, open, kept, term);
  }

  /** Once a report is on its way; what is counted in it waits no more. */
  SavedState sending(Report report) {
    return new SavedState(
        agentId,
        report.batch(),
        Optional.of(report),
        usage.stream().skip(report.usage().size()).toList(),
        open,
        keyUses.stream().skip(report.keyUses().size()).toList(),
        term);
  }

  /** Once no report is on its way any more. */
  SavedState accepted() {
    return new SavedState(agentId, batch, Optional.empty(), usage, open, keyUses, term);
  }
}
