package dev.aerie.server.access;

/** Who calls. */
public sealed interface Principal {
  /** The caller of the call under way. */
  ScopedValue<Principal> CALLER = ScopedValue.newInstance();

  /** What logs and refusals name. */
  String name();

  /** Whether nothing is refused to it. */
  boolean mayDoAll();

  /** The owner of an API key. */
  record Key(String id, Role role) implements Principal {
    @Override
    public String name() {
      return id;
    }

    @Override
    public boolean mayDoAll() {
      return role.allows(Role.DATA_ADMIN);
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
