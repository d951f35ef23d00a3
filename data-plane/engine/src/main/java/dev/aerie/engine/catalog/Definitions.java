package dev.aerie.engine.catalog;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Data definition: databases, collections, partitions, aliases, indexes, load state. Every change
 * is durable when the call returns, and in effect at once on the writer. Names of collections may
 * be aliases, except where one is made, renamed or dropped. Thread-safe.
 *
 * <p>Every method throws {@link EngineException}: {@link ErrorCode#COLLECTION_NOT_FOUND} where the
 * collection is not there, {@link ErrorCode#NOT_WRITER} for a change on a replica that does not
 * write, and what its comment says.
 */
public interface Definitions {
  /** All databases, by name. */
  List<Database> databases();

  /**
   * The database of a name; the default one for an empty name. {@link ErrorCode#DATABASE_NOT_FOUND}
   * where there is none.
   */
  Database database(String name);

  /** Makes a database; {@link ErrorCode#DATABASE_EXISTS} when it is there already. */
  void createDatabase(String name, Map<String, String> properties);

  /** Drops a database; {@link ErrorCode#DATABASE_NOT_EMPTY} while it has collections. */
  void dropDatabase(String name);

  /** Sets properties of a database and removes those in {@code removed}. */
  void alterDatabase(String name, Map<String, String> set, List<String> removed);

  /**
   * Makes a collection. The same definition again is accepted and changes nothing; another one
   * under an existing name is {@link ErrorCode#COLLECTION_EXISTS}. A schema that breaks a rule is
   * {@link ErrorCode#INVALID_SCHEMA}.
   */
  Collection createCollection(CreateCollection request);

  /** Drops a collection and its rows; one that is not there is no error. */
  void dropCollection(String database, String name);

  /** Gives a collection another name, perhaps in another database. */
  void renameCollection(String database, String name, String newDatabase, String newName);

  Optional<Collection> findCollection(String database, String nameOrAlias);

  Collection collection(String database, String nameOrAlias);

  /** All collections of a database, by name. */
  List<Collection> collections(String database);

  /** Sets properties and removes those in {@code removed}. */
  void alterProperties(
      String database, String collection, Map<String, String> set, List<String> removed);

  /**
   * Adds a field to a collection. It has to be nullable or to have a default value, which is what
   * rows that are there already get; {@link ErrorCode#INVALID_ARGUMENT} otherwise.
   */
  void addField(String database, String collection, FieldSchema field);

  /**
   * Changes parameters of a field, such as {@code max_length}; {@link ErrorCode#INVALID_ARGUMENT}
   * for one that cannot be changed.
   */
  void alterField(
      String database,
      String collection,
      String field,
      Map<String, String> set,
      List<String> removed);

  /** Makes a partition; {@link ErrorCode#PARTITION_EXISTS} when it is there already. */
  void createPartition(String database, String collection, String partition);

  /** Drops a partition and its rows; one that is not there is no error. */
  void dropPartition(String database, String collection, String partition);

  /** Makes an alias; {@link ErrorCode#ALIAS_EXISTS} when another collection has it. */
  void createAlias(String database, String collection, String alias);

  /**
   * Points an alias at another collection; {@link ErrorCode#ALIAS_NOT_FOUND} when there is none.
   */
  void alterAlias(String database, String collection, String alias);

  /** Drops an alias; one that is not there is no error. */
  void dropAlias(String database, String alias);

  /** Aliases of a database and the collection each stands for, by alias. */
  Map<String, String> aliases(String database);

  /**
   * Makes an index. The same again changes nothing; another on the same field is {@link
   * ErrorCode#INDEX_EXISTS}. A vector field needs one before its collection is loaded.
   */
  void createIndex(String database, String collection, IndexSpec index);

  /**
   * Sets or removes properties of an index, such as {@code mmap.enabled}; {@link
   * ErrorCode#COLLECTION_LOADED} while its collection is.
   */
  void alterIndex(
      String database,
      String collection,
      String index,
      Map<String, String> set,
      List<String> removed);

  /** Drops an index by its name or its field; one that is not there is no error. */
  void dropIndex(String database, String collection, String nameOrField);

  /** Who may do what. */
  AccessRules accessRules();

  /** Replaces the rules of access by what becomes of them; what that throws is thrown on. */
  void changeAccessRules(UnaryOperator<AccessRules> change);

  /** All indexes of a collection with their progress. */
  List<IndexProgress> indexes(String database, String collection);

  /** Loads a collection, or only some of its partitions; needs an index on each vector field. */
  void load(String database, String collection, List<String> partitions);

  /** Releases a collection, or only some of its partitions. */
  void release(String database, String collection, List<String> partitions);
}
