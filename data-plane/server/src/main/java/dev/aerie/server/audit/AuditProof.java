package dev.aerie.server.audit;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the audit log of a cluster is as it was written.
 *
 * @param chains by pod
 */
public record AuditProof(boolean intact, Map<String, Chain> chains) {
  /**
   * The chain of one pod.
   *
   * @param lines how many there are
   * @param lastSequence and {@code lastHash}: to be kept elsewhere, for lines missing at the end
   *     show only there
   * @param problems what is wrong, in words that name the object
   */
  public record Chain(
      int objects, long lines, long lastSequence, String lastHash, List<String> problems) {}

  /** Reads all of it. */
  public static AuditProof of(ObjectStore store) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String key : store.list(AuditObjects.FOLDER, "")) {
      String pod = key.substring(AuditObjects.FOLDER.length(), key.lastIndexOf('/'));
      keys.computeIfAbsent(pod, _ -> new ArrayList<>()).add(key);
    }
    Map<String, Chain> chains = new LinkedHashMap<>();
    keys.forEach((pod, objects) -> chains.put(pod, new Reader(store).read(objects)));
    return new AuditProof(
        chains.values().stream().allMatch(chain -> chain.problems().isEmpty()), chains);
  }

  /** Follows one chain. Not thread-safe. */
  private static final class Reader {
    private final ObjectStore store;
    private final List<String> problems = new ArrayList<>();
    private long lines;
    private long sequence;
    private String hash = AuditLine.BEGINNING;

    Reader(ObjectStore store) {
      this.store = store;
    }

    Chain read(List<String> keys) {
      for (String key : keys) {
        try {
          AuditObjects.lines(store, key).forEach(line -> follow(key, line));
        } catch (EngineException e) {
          problems.add(e.getMessage());
        }
      }
      return new Chain(keys.size(), lines, sequence, hash, List.copyOf(problems));
    }

    private void follow(String key, String line) {
      lines++;
      if (!AuditLine.isIntact(line)) {
        problems.add("%s: the line after number %d was changed".formatted(key, sequence));
      }
      AuditObjects.Place place = AuditObjects.number(key, line);
      if (place.sequence() != sequence + 1) {
        problems.add("%s: number %d follows number %d".formatted(key, place.sequence(), sequence));
      } else if (!hash.equals(place.previousHash())) {
        problems.add(
            "%s: number %d does not belong behind the line before it"
                .formatted(key, place.sequence()));
      }
      sequence = place.sequence();
      hash = AuditLine.hashOf(line);
    }
  }
}
