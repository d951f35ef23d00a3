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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What must survive a restart: who the agent is, what it has counted, what is on its way. */
final class AgentState {
  private final Path file;
  private final ObjectMapper json;
  private SavedState saved;

  private AgentState(Path file, ObjectMapper json, SavedState saved) {
    this.file = file;
    this.json = json;
    this.saved = saved;
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
      SavedState saved =
          Files.exists(file) ? json.readValue(file.toFile(), SavedState.class) : SavedState.begun();
      return new AgentState(file, json, saved);
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
    boolean alone = saved.continuesIn(now);
    saved = saved.in(now);
    return alone;
  }

  String agentId() {
    return saved.agentId();
  }

  long nextBatch() {
    return saved.batch() + 1;
  }

  Optional<Report> pending() {
    return saved.pending();
  }

  List<UsageRecord> usage() {
    return saved.usage();
  }

  /** What ran on when usage was last taken. */
  List<OpenInterval> open() {
    return saved.open();
  }

  /** Keeps intervals for the next report. Those that follow each other become one. */
  void addUsage(List<UsageRecord> ended, List<OpenInterval> open) {
    if (!ended.isEmpty() || !Set.copyOf(open).equals(Set.copyOf(open()))) {
      store(saved.withUsage(ended, open));
    }
  }

  List<KeyUse> keyUses() {
    return saved.keyUses();
  }

  /** Keeps uses of keys for the next report; of each slot the newest, of too many the newest. */
  void addKeyUses(List<KeyUse> risen) {
    if (!risen.isEmpty()) {
      store(saved.withKeyUses(risen));
    }
  }

  /** From now on this report is on its way; what is counted in it waits no more. */
  void begin(Report report) {
    store(saved.sending(report));
  }

  void accepted() {
    store(saved.accepted());
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

  private void store(SavedState next) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      json.writeValue(fresh.toFile(), next);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      saved = next;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static UncheckedIOException unwritable(Path file, IOException cause) {
    return new UncheckedIOException(
        "AERIE_STATE_DIR: %s cannot be written: %s".formatted(file, cause.getMessage()), cause);
  }
}
