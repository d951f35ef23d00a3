package dev.aerie.server.access;

import java.util.List;
import java.util.Optional;

/** Who calls. */
public sealed interface Principal {
  /** The caller of the call under way. */
  ScopedValue<Principal> CALLER = ScopedValue.newInstance();

  /** What logs and refusals name. */
  String name();

  /** Id of the API key that it is; empty for others. */
  default Optional<String> key() {
    return Optional.empty();
  }

  /** Whether nothing is refused to it. */
  boolean mayDoAll();

  /**
   * Whether it may know that a place is there.
   *
   * @param collection empty for the database
   */
  default boolean sees(String database, Optional<String> collection) {
    return true;
  }

  /**
   * The owner of an API key.
   *
   * @param scopes where it opens; none for everywhere
   */
  record Key(String id, Role role, List<Scope> scopes) implements Principal {
    @Override
    public String name() {
      return id;
    }

    @Override
    public Optional<String> key() {
      return Optional.of(id);
    }

    @Override
    public boolean mayDoAll() {
      return role.allows(Role.DATA_ADMIN) && scopes.isEmpty();
    }

    @Override
    public boolean sees(String database, Optional<String> collection) {
      return scopes.isEmpty()
          || (collection.isEmpty()
              ? scopes.stream().anyMatch(scope -> scope.touches(database))
              : opens(database, collection, false));
    }

    /**
     * Whether a call lies within the scopes. Outside databases, only what tells of the server does.
     */
    boolean reaches(Target target, boolean writing) {
      if (scopes.isEmpty()) {
        return true;
      }
      if (target.databases().isEmpty()) {
        return !writing;
      }
      return target.databases().stream().allMatch(database -> reaches(target, database, writing));
    }

    private boolean reaches(Target target, String database, boolean writing) {
      if (target.listing()) {
        return sees(database, Optional.empty());
      }
      return target.collections().isEmpty()
          ? opens(database, Optional.empty(), writing)
          : target.collections().stream()
              .allMatch(collection -> opens(database, Optional.of(collection), writing));
    }

    private boolean opens(String database, Optional<String> collection, boolean writing) {
      return scopes.stream().anyMatch(scope -> scope.opens(database, collection, writing));
    }
  }

  /** A user of this cluster. */
  record User(String name) implements Principal {
    /** The user that is always there, and to whom nothing is refused. */
    public static final String ROOT = "root";

    @Override
    public boolean mayDoAll() {
      return name.equals(ROOT);
    }
  }

  /** Everyone, where there is no authentication. */
  record Anyone() implements Principal {
    @Override
    public String name() {
      return "anonymous";
    }

    @Override
    public boolean mayDoAll() {
      return true;
    }
  }
}
