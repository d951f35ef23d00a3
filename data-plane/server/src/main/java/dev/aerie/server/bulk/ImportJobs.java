package dev.aerie.server.bulk;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Imports in the object store. Each epoch writes an object of its own for a job and the newest one
 * counts, so that a writer which was replaced changes nothing any more. Thread-safe.
 */
@ApplicationScoped
public class ImportJobs {
  private static final String FOLDER = "import/";

  private final ObjectStore store;

  ImportJobs(ObjectStore store) {
    this.store = store;
  }

  void put(ImportJob job, long epoch) {
    store.put(
        "%s%010d".formatted(folder(job.id()), epoch),
        Envelope.seal(Envelope.Kind.IMPORT, Json.write(job)));
  }

  /**
   * The job of an id.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when there is none
   */
  ImportJob get(long id) {
    List<String> keys = store.list(folder(id), "");
    if (keys.isEmpty()) {
      throw missing(id);
    }
    return read(keys.getLast());
  }

  static EngineException missing(long id) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT,
        "import job %d does not exist; jobs are kept for a day after their end".formatted(id));
  }

  /** All jobs, the oldest first. */
  List<ImportJob> all() {
    Map<String, String> newest = new TreeMap<>();
    for (String key : store.list(FOLDER, "")) {
      newest.put(key.substring(0, key.lastIndexOf('/')), key);
    }
    return newest.values().stream().map(this::read).toList();
  }

  void delete(ImportJob job) {
    store.list(folder(job.id()), "").forEach(store::delete);
  }

  private ImportJob read(String key) {
    byte[] json = Envelope.openBytes(Envelope.Kind.IMPORT, key, store.get(key));
    return Json.read(key, json, ImportJob.class);
  }

  private static String folder(long id) {
    return "%s%020d/".formatted(FOLDER, id);
  }
}
