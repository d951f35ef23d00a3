package dev.aerie.server.rbac;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.access.Principal;
import java.util.Set;
import java.util.regex.Pattern;

/** What names and passwords have to be like, and what is built in. */
final class Rules {
  static final Set<String> BUILT_IN_ROLES = Set.of("admin", "public");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_\\-$]{0,254}");
  private static final int SHORTEST_PASSWORD = 6;
  private static final int LONGEST_PASSWORD = 72;

  private Rules() {}

  /**
   * @param what kind of thing it is, for the message
   */
  static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "invalid %s name '%s': use letters, digits, _, - and $, a letter or _ first, at most 255"
              .formatted(what, name));
    }
  }

  static void checkPassword(String password) {
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "invalid password length: it has %d characters, expect %d to %d"
              .formatted(password.length(), SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
  }

  static void refuseRoot(String user, String what) {
    if (user.equals(Principal.User.ROOT)) {
      throw conflict("user root " + what);
    }
  }

  static void refuseBuiltInRole(String role) {
    if (BUILT_IN_ROLES.contains(role)) {
      throw conflict("the role[%s] is a default role, which can't be changed".formatted(role));
    }
  }

  static EngineException conflict(String why) {
    return new EngineException(ErrorCode.ACCESS_RULE_CONFLICT, why);
  }
}
