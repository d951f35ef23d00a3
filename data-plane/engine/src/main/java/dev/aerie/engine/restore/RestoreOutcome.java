package dev.aerie.engine.restore;

import dev.aerie.engine.error.EngineException;
import java.util.List;
import java.util.Optional;

/**
 * What became of a request: collections, or a refusal.
 *
 * @param timestamp hybrid: the moment the collections are of
 */
public record RestoreOutcome(
    String backup, long timestamp, List<RestoredRows> collections, Optional<Refusal> refusal) {
  public RestoreOutcome {
    collections = List.copyOf(collections);
  }

  /**
   * A collection as it is now.
   *
   * @param rows deleted ones not counted
   */
  public record RestoredRows(long id, String database, String name, long rows) {}

  /**
   * Why nothing was made.
   *
   * @param code name of the {@link dev.aerie.engine.error.ErrorCode}
   * @param message what happened and what to do
   */
  public record Refusal(String code, String message) {}

  static RestoreOutcome refused(String backup, EngineException why) {
    Refusal refusal = new Refusal(why.code().name(), why.getMessage());
    return new RestoreOutcome(backup, 0, List.of(), Optional.of(refusal));
  }
}
