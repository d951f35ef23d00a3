package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.agent.protocol.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What must survive a restart: who the agent is, what it has counted, what is on its way. */
final class AgentState {

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
   */
  private record Content(
      String agentId, long batch, Optional<Report> pending, List<UsageRecord> usage) {}

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
              : new Content(UUID.randomUUID().toString(), 0, Optional.empty(), List.of());
      return new AgentState(file, json, content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "AERIE_STATE_DIR: %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
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

  void addUsage(List<UsageRecord> records) {
    if (!records.isEmpty()) {
      List<UsageRecord> all = new ArrayList<>(content.usage());
      all.addAll(records);
      store(new Content(agentId(), content.batch(), pending(), List.copyOf(all)));
    }
  }

  /** From now on this report is on its way; the usage is in it. */
  void begin(Report report) {
    store(new Content(agentId(), report.batch(), Optional.of(report), List.of()));
  }

  void accepted() {
    store(new Content(agentId(), content.batch(), Optional.empty(), content.usage()));
  }

  private void store(Content next) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      json.writeValue(fresh.toFile(), next);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      content = next;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "AERIE_STATE_DIR: %s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
