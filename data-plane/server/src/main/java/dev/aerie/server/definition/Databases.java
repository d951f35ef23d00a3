package dev.aerie.server.definition;

/** Names of databases in requests. */
public final class Databases {
  public static final String DEFAULT = "default";

  private Databases() {}

  /** The database that a request names; the default one where it names none. */
  public static String of(String name) {
    return name.isEmpty() ? DEFAULT : name;
  }
}
