package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.agent.protocol.KeyUse;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What must survive a restart: who the agent is, what it has counted, what is on its way. */
final class AgentState {

  /** Days of a hundred keys. */
  static final int MOST_KEY_USES = 20_000;

  private final Path file;
  private final ObjectMapper json;
  private Content content;

  /**
   * The file's content.
   *
   * @param agentId who reports
   * @param batch number of the last report made
   * @param pending the report that is not accepted yet
   * @param usage intervals that are in no report yet
   * @param open what ran on when usage was last taken
   * @param keyUses uses of keys that are in no report yet
   * @param term of the lease in which the agent has acted last
   */
  private record Content(
      String agentId,
      long batch,
      Optional<Report> pending,
      List<UsageRecord> usage,
      List<OpenInterval> open,
      List<KeyUse> keyUses,
      OptionalLong term) {

    /** An older agent kept less. */
    Content {
      open = open == null ? List.of() : List.copyOf(open);
      keyUses = keyUses == null ? List.of() : List.copyOf(keyUses);
      term = term == null ? OptionalLong.empty() : term;
    }
  }

  private AgentState(Path file, ObjectMapper json, Content content) {
    this.file = file;
    this.json = json;
    this.content = content;
  }

  /**
   * Reads the state, or begins one.
   *
   * @throws UncheckedIOException if the folder cannot be used; the message names it
   */
  static AgentState in(Path folder, ObjectMapper json) {
    Path file = folder.resolve("agent.json");
    try {
      Files.createDirectories(folder);
      Content content =
          Files.exists(file)
              ? json.readValue(file.toFile(), Content.class)
              : new Content(
                  UUID.randomUUID().toString(),
                  0,
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  List.of(),
                  OptionalLong.empty());
      return new AgentState(file, json, content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "AERIE_STATE_DIR: %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The agent acts from now on. If another process has acted since this one was last here, what ran
   * on then is forgotten: the other has measured it.
   *
   * @param now term of the lease that has begun; the next one after a process's own is still its
   *     own, or that of the process which has its folder. Empty if it is not known
   * @return whether no other process has acted
   */
  boolean resume(OptionalLong now) {
    OptionalLong last = content.term();
    boolean alone =
        last.isEmpty()
            || now.isPresent()
                && now.getAsLong() >= last.getAsLong()
                && now.getAsLong() <= last.getAsLong() + 1;
    content =
        new Content(
            agentId(),
            content.batch(),
            pending(),
            usage(),
            alone ? open() : List.of(),
            keyUses(),
            now.isPresent() ? now : last);
    return alone;
  }

  String agentId() {
    return content.agentId();
  }

  long nextBatch() {
    return content.batch() + 1;
  }

  Optional<Report> pending() {
    return content.pending();
  }

  List<UsageRecord> usage() {
    return content.usage();
  }

  /** What ran on when usage was last taken. */
  List<OpenInterval> open() {
    return content.open();
  }

  /** Keeps intervals for the next report. Those that follow each other become one. */
  void addUsage(List<UsageRecord> ended, List<OpenInterval> open) {
    if (!ended.isEmpty() || !Set.copyOf(open).equals(Set.copyOf(content.open()))) {
      List<UsageRecord> all = new ArrayList<>(content.usage());
      ended.forEach(record -> join(all, record));
      store(
          new Content(
              agentId(),
              content.batch(),
              pending(),
              List.copyOf(all),
              open,
              keyUses(),
              content.term()));
    }
  }

  List<KeyUse> keyUses() {
    return content.keyUses();
  }

  /** Keeps uses of keys for the next report; of each slot the newest, of too many the newest. */
  void addKeyUses(List<KeyUse> risen) {
    if (!risen.isEmpty()) {
      Map<KeyUse.Slot, KeyUse> all = new LinkedHashMap<>();
      Stream.concat(keyUses().stream(), risen.stream()).forEach(use -> all.put(use.slot(), use));
      List<KeyUse> kept =
          all.values().stream().skip(Math.max(0, all.size() - MOST_KEY_USES)).toList();
      store(
          new Content(
              agentId(),
              content.batch(),
              pending(),
              content.usage(),
              open(),
              kept,
              content.term()));
    }
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

  /** From now on this report is on its way; what is counted in it waits no more. */
  void begin(Report report) {
    List<UsageRecord> rest = usage().stream().skip(report.usage().size()).toList();
    List<KeyUse> restOfUses = keyUses().stream().skip(report.keyUses().size()).toList();
    store(
        new Content(
            agentId(),
            report.batch(),
            Optional.of(report),
            rest,
            open(),
            restOfUses,
            content.term()));
  }

  void accepted() {
    store(
        new Content(
            agentId(),
            content.batch(),
            Optional.empty(),
            content.usage(),
            open(),
            keyUses(),
            content.term()));
  }

  /**
   * Takes the report on its way out of the way of the later ones and keeps it for people to look
   * at.
   *
   * @return where it lies
   */
  Path setAside() {
    Report report = pending().orElseThrow();
    Path refused = file.resolveSibling("refused-%d.json".formatted(report.batch()));
    try {
      json.writeValue(refused.toFile(), report);
    } catch (IOException e) {
      throw unwritable(refused, e);
    }
    accepted();
    return refused;
  }

  private void store(Content next) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      json.writeValue(fresh.toFile(), next);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      content = next;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static UncheckedIOException unwritable(Path file, IOException cause) {
    return new UncheckedIOException(
        "AERIE_STATE_DIR: %s cannot be written: %s".formatted(file, cause.getMessage()), cause);
  }
}
