package dev.aerie.server.audit;

import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the lines of pods lie: {@code audit/<pod>/<sequence of the first line>.jsonl}. */
final class AuditObjects {
  static final String FOLDER = "audit/";

  private AuditObjects() {}

  static String folder(String pod) {
    return FOLDER + pod.replaceAll("[^A-Za-z0-9._-]", "-") + "/";
  }

  static String key(String pod, long firstSequence) {
    return folder(pod) + "%012d.jsonl".formatted(firstSequence);
  }

  static List<String> lines(ObjectStore store, String key) {
    return new String(store.get(key), StandardCharsets.UTF_8).lines().toList();
  }

  /** Where a pod's chain ends. */
  static End end(ObjectStore store, String pod) {
    List<String> keys = store.list(folder(pod), "");
    if (keys.isEmpty()) {
      return new End(0, AuditLine.BEGINNING);
    }
    String last = lines(store, keys.getLast()).getLast();
    return new End(number(keys.getLast(), last).sequence(), AuditLine.hashOf(last));
  }

  /** What a line says of its place. */
  static Place number(String key, String line) {
    return Json.read(key, line.getBytes(StandardCharsets.UTF_8), Place.class);
  }

  /**
   * The last line of a chain.
   *
   * @param sequence 0 for an empty chain
   */
  record End(long sequence, String hash) {}

  /** The place of a line in its chain. */
  record Place(long sequence, String previousHash) {}
}
