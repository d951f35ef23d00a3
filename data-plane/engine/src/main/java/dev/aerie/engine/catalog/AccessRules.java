package dev.aerie.engine.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what, as clients have set it: kept by the engine, judged by its caller. Immutable.
 *
 * @param users by name
 * @param roles what each role is granted, by name
 * @param groups names of privileges, by the group's name
 */
public record AccessRules(
    Map<String, User> users, Map<String, Set<Grant>> roles, Map<String, Set<String>> groups) {
  public static final AccessRules NONE = new AccessRules(Map.of(), Map.of(), Map.of());

  /**
   * A user.
   *
   * @param passwordHash opaque to the engine
   * @param roles names of the user's roles
   */
  public record User(String passwordHash, Set<String> roles) {
    public User {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * A privilege that a role has.
   *
   * @param objectType {@code Global}, {@code Collection} or {@code User}; empty where the privilege
   *     itself says it
   * @param object name of the collection or user; {@code *} for all
   * @param database {@code *} for all
   * @param privilege name of a privilege or a group of them
   */
  public record Grant(String objectType, String object, String database, String privilege) {}

  public AccessRules {
    users = Map.copyOf(users);
    roles = Map.copyOf(roles);
    groups = Map.copyOf(groups);
  }

  public AccessRules withUser(String name, User user) {
    return new AccessRules(with(users, name, user), roles, groups);
  }

  public AccessRules withoutUser(String name) {
    return new AccessRules(without(users, name), roles, groups);
  }

  /** With a role that has these grants. */
  public AccessRules withRole(String name, Set<Grant> grants) {
    return new AccessRules(users, with(roles, name, Set.copyOf(grants)), groups);
  }

  /** Without a role, which its users lose. */
  public AccessRules withoutRole(String name) {
    Map<String, User> remaining = new HashMap<>();
    users.forEach(
        (user, entry) -> {
          Set<String> others = new HashSet<>(entry.roles());
          others.remove(name);
          remaining.put(user, new User(entry.passwordHash(), others));
        });
    return new AccessRules(remaining, without(roles, name), groups);
  }

  /** With a group of these privileges. */
  public AccessRules withGroup(String name, Set<String> privileges) {
    return new AccessRules(users, roles, with(groups, name, Set.copyOf(privileges)));
  }

  public AccessRules withoutGroup(String name) {
    return new AccessRules(users, roles, without(groups, name));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> changed = new HashMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static <V> Map<String, V> without(Map<String, V> map, String key) {
    Map<String, V> changed = new HashMap<>(map);
    changed.remove(key);
    return changed;
  }
}
