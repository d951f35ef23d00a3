package dev.aerie.server.job;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.restore.RestoreOutcome;
import dev.aerie.engine.restore.RestoreRequest;
import dev.aerie.engine.restore.RestoreStore;
import dev.aerie.engine.time.HybridClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has collections of a backup brought back into the cluster beside those it has. What was made
 * already is not made again; what was refused is asked for anew.
 */
final class RestoreCollections implements Job {
  /** Copying takes as long as there are objects. */
  private static final Duration FOR_ALL = Duration.ofHours(12);

  @Override
  public Object run(Storages storages, Options options) {
    String backup = options.required("--backup");
    RestoreRequest request = new RestoreRequest(backup, options.collections());
    String name = options.name();
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      RestoreStore restores = new RestoreStore(store);
      if (!restores.isAsked(name) && !isMade(restores, name)) {
        restores.ask(name, request);
      }
      if (!new WriterRequest(store, () -> !restores.isAsked(name)).isServed(FOR_ALL)) {
        throw new EngineException(
            ErrorCode.NOT_READY,
            "no pod made restore '%s' within %d hours; see the log of the one that writes"
                .formatted(name, FOR_ALL.toHours()));
      }
      return Answer.of(restores.outcome(name).orElseThrow());
    }
  }

  private static boolean isMade(RestoreStore restores, String name) {
    return restores.outcome(name).filter(outcome -> outcome.refusal().isEmpty()).isPresent();
  }

  /**
   * What came of it as a job tells.
   *
   * @param timestamp the moment the collections are of, ISO 8601; empty where none was made
   * @param rows in all of them, deleted ones not counted
   */
  private record Answer(
      String backup,
      String timestamp,
      List<Made> collections,
      long rows,
      Optional<RestoreOutcome.Refusal> refused) {

    private record Made(String database, String name, long rows) {}

    static Answer of(RestoreOutcome outcome) {
      List<Made> made =
          outcome.collections().stream()
              .map(c -> new Made(c.database(), c.name(), c.rows()))
              .toList();
      return new Answer(
          outcome.backup(),
          outcome.refusal().isPresent()
              ? ""
              : Instant.ofEpochMilli(HybridClock.toMillis(outcome.timestamp())).toString(),
          made,
          made.stream().mapToLong(Made::rows).sum(),
          outcome.refusal());
    }
  }
}
