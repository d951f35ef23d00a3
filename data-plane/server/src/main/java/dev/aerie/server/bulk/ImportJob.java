package dev.aerie.server.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An import as it is kept in the object store.
 *
 * @param id rises with each
 * @param collectionId tells the collection from a later one of the same name
 * @param partition name; empty for the default one, or for the partition key to decide
 * @param files as they are read, one after the other
 * @param attempts how often it was begun; more than once after a process ended or the store failed
 * @param cancelled whether somebody asked for its end
 * @param reason why it failed; empty otherwise
 * @param endedAtMillis wall clock; 0 while it has not ended
 */
public record ImportJob(
    long id,
    String database,
    String collection,
    long collectionId,
    String partition,
    List<Files> files,
    Map<String, String> options,
    State state,
    int attempts,
    boolean cancelled,
    String reason,
    long createdAtMillis,
    long endedAtMillis) {

  /** A job that was begun so often without an end fails. */
  static final int MOST_ATTEMPTS = 5;

  private static final int WHOLE = 100;

  /** How far a job is. */
  public enum State {
    PENDING,
    IMPORTING,
    COMPLETED,
    FAILED
  }

  /**
   * A file, or the arrays of NumPy's that make up rows together.
   *
   * @param names as the caller gave them
   * @param bytes of them all; 0 until they are read
   * @param rows read so far
   * @param percent of it that has been read
   */
  public record Files(List<String> names, long bytes, long rows, int percent) {
    public Files {
      names = List.copyOf(names);
    }

    static Files unread(List<String> names) {
      return new Files(names, 0, 0, 0);
    }
  }

  public ImportJob {
    files = List.copyOf(files);
    options = Map.copyOf(options);
  }

  boolean hasEnded() {
    return state == State.COMPLETED || state == State.FAILED;
  }

  /** Rows read so far. */
  long rows() {
    return files.stream().mapToLong(Files::rows).sum();
  }

  /** How much of the work is done, in percent; all of it once the rows can be seen. */
  int percent() {
    int read = files.stream().mapToInt(Files::percent).sum() / files.size();
    return state == State.COMPLETED ? WHOLE : Math.min(read, WHOLE - 1);
  }

  /** This job once it is begun, from its first row on. */
  ImportJob begun() {
    List<Files> unread = files.stream().map(one -> Files.unread(one.names())).toList();
    return with(unread, State.IMPORTING, attempts + 1, cancelled, reason, 0);
  }

  /** This job with news of one of its files. */
  ImportJob with(int index, Files read) {
    List<Files> changed = new ArrayList<>(files);
    changed.set(index, read);
    return with(changed, state, attempts, cancelled, reason, 0);
  }

  /** This job with its collection by another name. */
  ImportJob with(String newDatabase, String newCollection) {
    return new ImportJob(
        id,
        newDatabase,
        newCollection,
        collectionId,
        partition,
        files,
        options,
        state,
        attempts,
        cancelled,
        reason,
        createdAtMillis,
        endedAtMillis);
  }

  ImportJob withCancelled() {
    return with(files, state, attempts, true, reason, 0);
  }

  ImportJob completed(long atMillis) {
    return with(files, State.COMPLETED, attempts, cancelled, reason, atMillis);
  }

  ImportJob failed(String why, long atMillis) {
    return with(files, State.FAILED, attempts, cancelled, why, atMillis);
  }

  private ImportJob with(
      List<Files> read, State now, int begun, boolean stopped, String why, long ended) {
    return new ImportJob(
        id,
        database,
        collection,
        collectionId,
        partition,
        read,
        options,
        now,
        begun,
        stopped,
        why,
        createdAtMillis,
        ended);
  }
}
