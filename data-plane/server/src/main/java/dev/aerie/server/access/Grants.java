package dev.aerie.server.access;

import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.AccessRules.Grant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Judges what users may do by the roles they have. Pure. */
final class Grants {
  /** The role to which nothing is refused. */
  static final String ADMIN = "admin";

  /** The role that every user has. */
  static final String PUBLIC = "public";

  private static final Set<Grant> OF_EVERYBODY =
      Set.of(
          new Grant("Global", "*", "*", "DescribeCollection"),
          new Grant("Global", "*", "*", "ListAliases"),
          new Grant("Collection", "*", "*", "IndexDetail"));

  private Grants() {}

  /**
   * Whether a user has a privilege, on all that it is needed on.
   *
   * @param database name of the database that the call is about
   */
  static boolean allow(AccessRules rules, String user, Privilege needed, String database) {
    AccessRules.User entry = rules.users().get(user);
    if (entry == null) {
      return false;
    }
    if (entry.roles().contains(ADMIN)) {
      return true;
    }
    List<String> granted =
        Stream.concat(
                OF_EVERYBODY.stream(),
                Stream.concat(entry.roles().stream(), Stream.of(PUBLIC))
                    .flatMap(role -> rules.roles().getOrDefault(role, Set.of()).stream()))
            .filter(grant -> fits(grant.database(), database))
            .filter(
                grant -> PrivilegeGroups.covers(grant.privilege(), needed.name(), rules.groups()))
            .map(Grant::object)
            .toList();
    return needed.objects().stream()
        .allMatch(object -> granted.stream().anyMatch(one -> fits(one, object)));
  }

  /** Whether a user has a role. */
  static boolean hasRole(AccessRules rules, String user, String role) {
    AccessRules.User entry = rules.users().get(user);
    return entry != null && (role.equals(PUBLIC) || entry.roles().contains(role));
  }

  private static boolean fits(String granted, String wanted) {
    return granted.equals(Privilege.ANY) || granted.equals(wanted);
  }
}
