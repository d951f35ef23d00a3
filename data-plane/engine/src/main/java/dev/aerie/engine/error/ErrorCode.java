package dev.aerie.engine.error;

/**
 * The stable codes of everything the engine refuses or fails at. Each names the code a Milvus
 * client expects for it.
 */
public enum ErrorCode {
  /** The engine has not replayed its log yet, or is draining. Retriable. */
  NOT_READY(1),
  /** This replica does not hold the newest epoch; send the write to the writer's address. */
  NOT_WRITER(2),
  /** A newer epoch exists: this writer has stopped writing for good. */
  FENCED(2),
  /** More memory would be needed than the budget allows. */
  MEMORY_LIMIT(3),
  /** Something is broken inside the engine. */
  INTERNAL(5),
  /** The disk under the cache or the local store is full. */
  DISK_FULL(7),
  /** Writes come faster than they can be flushed; retry after a pause. */
  RATE_LIMITED(8),
  /** Known to Milvus, not to this engine; the message names it. */
  UNSUPPORTED(10),
  /** No such collection or alias. */
  COLLECTION_NOT_FOUND(100),
  /** The collection has to be loaded before it is searched. */
  COLLECTION_NOT_LOADED(101),
  /** The collection has to be released before this of it is changed. */
  COLLECTION_LOADED(104),
  /** A collection of that name exists with another schema, or an alias has the name. */
  COLLECTION_EXISTS(65535),
  /** The schema breaks a rule. */
  INVALID_SCHEMA(1100),
  /** No such partition. */
  PARTITION_NOT_FOUND(200),
  /** A partition of that name exists. */
  PARTITION_EXISTS(65535),
  /** The partition has to be loaded before it is searched. */
  PARTITION_NOT_LOADED(201),
  /** No index of that name, or none on that field. */
  INDEX_NOT_FOUND(700),
  /** The field cannot have such an index. */
  INDEX_NOT_SUPPORTED(1100),
  /** The field has another index already. */
  INDEX_EXISTS(65535),
  /** No such database. */
  DATABASE_NOT_FOUND(800),
  /** A database of that name exists. */
  DATABASE_EXISTS(65535),
  /** The database still has collections, or is the one that is always there. */
  DATABASE_NOT_EMPTY(65535),
  /** The object store failed or could not be reached. Retriable. */
  STORAGE_UNAVAILABLE(1001),
  /**
   * The key that an object's data key is wrapped with is gone or may not be used; both are named.
   */
  KEY_WITHDRAWN(1001),
  /** An object the engine relies on is not there; the message names it. */
  OBJECT_MISSING(1000),
  /** An object's checksum or format version is wrong; the message names it. */
  OBJECT_DAMAGED(1001),
  /** The answer would take more memory than one may; ask for fewer rows or fields. */
  ANSWER_TOO_LARGE(1100),
  /** An argument is malformed or out of range. */
  INVALID_ARGUMENT(1100),
  /** A vector has another dimension than its field. */
  DIMENSION_MISMATCH(1100),
  /** The metric asked for differs from the index's, or does not fit the field. */
  METRIC_MISMATCH(1100),
  /** A value has another type than its field, is too long, or is null where that is not allowed. */
  INVALID_VALUE(1100),
  /** The filter does not parse or does not fit the schema; the message has the position. */
  FILTER_SYNTAX(1100),
  /** No such field in the collection's schema. */
  FIELD_NOT_FOUND(1700),
  /** The client's idea of the schema is out of date; describe the collection again. */
  SCHEMA_MISMATCH(109),
  /** A user, role or group of privileges is there already, is not there, or is built in. */
  ACCESS_RULE_CONFLICT(65535),
  /** A backup of that name exists. */
  BACKUP_EXISTS(65535),
  /** No such backup. */
  BACKUP_NOT_FOUND(1100),
  /** The moment is not kept, or the store to restore into is not empty. */
  NOT_RESTORABLE(1100),
  /** Somebody else relies on the objects. */
  STILL_NEEDED(1100),
  /** No such alias. */
  ALIAS_NOT_FOUND(1600),
  /** The alias has the name of a collection. */
  ALIAS_NAME_CONFLICT(1601),
  /** The alias belongs to another collection. */
  ALIAS_EXISTS(1602),
  /** Nobody waits for the answer any more. */
  CANCELLED(10000);

  private final int milvusCode;

  ErrorCode(int milvusCode) {
    this.milvusCode = milvusCode;
  }

  /** The value of {@code Status.code} that a Milvus client understands. */
  public int milvusCode() {
    return milvusCode;
  }

  /**
   * Whether a collection's definition decides this, so that a replica which lags behind the log may
   * refuse what the newest definition allows.
   */
  public boolean dependsOnDefinitions() {
    return switch (this) {
      case COLLECTION_NOT_FOUND,
          COLLECTION_NOT_LOADED,
          PARTITION_NOT_FOUND,
          PARTITION_NOT_LOADED,
          INDEX_NOT_FOUND,
          DATABASE_NOT_FOUND,
          ALIAS_NOT_FOUND,
          FIELD_NOT_FOUND,
          DIMENSION_MISMATCH,
          METRIC_MISMATCH,
          FILTER_SYNTAX,
          INVALID_ARGUMENT ->
          true;
      default -> false;
    };
  }

  /** Whether the same call may succeed later without a change. */
  public boolean retriable() {
    return switch (this) {
      case NOT_READY, NOT_WRITER, MEMORY_LIMIT, RATE_LIMITED, STORAGE_UNAVAILABLE -> true;
      default -> false;
    };
  }
}
