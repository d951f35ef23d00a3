package dev.aerie.server.definition;

import dev.aerie.engine.catalog.Database;

/** Names of databases in requests. */
public final class Databases {
  private Databases() {}

  /** The database that a request names; the default one where it names none. */
  public static String of(String name) {
    return name.isEmpty() ? Database.DEFAULT : name;
  }
}
