package dev.aerie.engine.catalog;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All databases, collections, aliases and rules of access at one moment; immutable. */
public final class Catalog {
  /** Nothing but the default database. */
  public static final Catalog EMPTY =
      new Catalog(
          Map.of(Database.DEFAULT, Database.ALWAYS_THERE), Map.of(), Map.of(), AccessRules.NONE);

  private record Name(String database, String name) {}

  private final Map<String, Database> databases;
  private final Map<Long, Collection> collections;
  private final Map<Name, Long> names = new HashMap<>();
  private final Map<Name, Long> aliases;
  private final AccessRules accessRules;

  private Catalog(
      Map<String, Database> databases,
      Map<Long, Collection> collections,
      Map<Name, Long> aliases,
      AccessRules accessRules) {
    this.accessRules = accessRules;
    this.databases = databases;
    this.collections = collections;
    this.aliases = aliases;
    collections.values().forEach(c -> names.put(new Name(c.database(), c.name()), c.id()));
  }

  /** All databases, by name. */
  public List<Database> databases() {
    return databases.values().stream().sorted(Comparator.comparing(Database::name)).toList();
  }

  /**
   * The database of a name; the default one for an empty name.
   *
   * @throws EngineException {@link ErrorCode#DATABASE_NOT_FOUND}
   */
  public Database database(String name) {
    Database found = databases.get(name.isEmpty() ? Database.DEFAULT : name);
    if (found == null) {
      throw new EngineException(
          ErrorCode.DATABASE_NOT_FOUND,
          "database not found[database=%s]; there are %s"
              .formatted(name, databases.keySet().stream().sorted().toList()));
    }
    return found;
  }

  public boolean hasDatabase(String name) {
    return databases.containsKey(name);
  }

  public Optional<Collection> find(long id) {
    return Optional.ofNullable(collections.get(id));
  }

  public Optional<Collection> find(String database, String nameOrAlias) {
    Name name = new Name(checked(database), nameOrAlias);
    Long id = names.getOrDefault(name, aliases.get(name));
    return id == null ? Optional.empty() : find(id);
  }

  /** The collection of that very name, not of an alias. */
  public Optional<Collection> findNamed(String database, String name) {
    return Optional.ofNullable(names.get(new Name(checked(database), name))).flatMap(this::find);
  }

  /**
   * @throws EngineException {@link ErrorCode#COLLECTION_NOT_FOUND}
   */
  public Collection get(String database, String nameOrAlias) {
    return find(database, nameOrAlias)
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.COLLECTION_NOT_FOUND,
                    "collection '%s' does not exist in database '%s'"
                        .formatted(nameOrAlias, database)));
  }

  /** Collections of a database by name. */
  public List<Collection> list(String database) {
    String wanted = checked(database);
    return collections.values().stream()
        .filter(c -> c.database().equals(wanted))
        .sorted(Comparator.comparing(Collection::name))
        .toList();
  }

  public List<Collection> all() {
    return List.copyOf(collections.values());
  }

  /** The collection an alias stands for. */
  public Optional<Long> alias(String database, String alias) {
    return Optional.ofNullable(aliases.get(new Name(checked(database), alias)));
  }

  /** Aliases of a database with their collections' ids, by alias. */
  public Map<String, Long> aliases(String database) {
    String wanted = checked(database);
    Map<String, Long> found = new TreeMap<>();
    aliases.forEach(
        (name, id) -> {
          if (name.database.equals(wanted)) {
            found.put(name.name, id);
          }
        });
    return found;
  }

  public Catalog with(Collection collection) {
    Map<Long, Collection> changed = new HashMap<>(collections);
    changed.put(collection.id(), collection);
    return new Catalog(databases, changed, aliases, accessRules);
  }

  /** Without a collection and its aliases. */
  public Catalog without(long id) {
    Map<Long, Collection> changed = new HashMap<>(collections);
    changed.remove(id);
    Map<Name, Long> remaining = new HashMap<>(aliases);
    remaining.values().removeIf(target -> target == id);
    return new Catalog(databases, changed, remaining, accessRules);
  }

  public Catalog withAlias(String database, String alias, long collectionId) {
    Map<Name, Long> changed = new HashMap<>(aliases);
    changed.put(new Name(database, alias), collectionId);
    return new Catalog(databases, collections, changed, accessRules);
  }

  public Catalog withoutAlias(String database, String alias) {
    Map<Name, Long> changed = new HashMap<>(aliases);
    changed.remove(new Name(database, alias));
    return new Catalog(databases, collections, changed, accessRules);
  }

  public Catalog with(Database database) {
    Map<String, Database> changed = new HashMap<>(databases);
    changed.put(database.name(), database);
    return new Catalog(changed, collections, aliases, accessRules);
  }

  /** Without a database; it has no collections any more. */
  public Catalog withoutDatabase(String name) {
    Map<String, Database> changed = new HashMap<>(databases);
    changed.remove(name);
    return new Catalog(changed, collections, aliases, accessRules);
  }

  /** Who may do what. */
  public AccessRules accessRules() {
    return accessRules;
  }

  public Catalog with(AccessRules rules) {
    return new Catalog(databases, collections, aliases, rules);
  }

  private String checked(String database) {
    return database(database).name();
  }
}
