package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Row;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a role allows.
 *
 * @param permissions in the control plane
 * @param data the role its keys have with the clusters; empty when they open none
 */
public record Powers(Set<Permission> permissions, Optional<Role> data) {

  /** Copies the set. */
  public Powers {
    permissions = Set.copyOf(permissions);
  }

  /** Nothing at all. */
  static Powers none() {
    return new Powers(Set.of(), Optional.empty());
  }

  /**
   * Of a row with {@code role}, and what a custom role of that id says in {@code permissions} and
   * {@code data_role}. A permission there is no more allows nothing.
   */
  static Powers read(Row row) {
    String name = row.string("role");
    return Role.named(name)
        .map(Role::powers)
        .orElseGet(
            () -> {
              var stored = Set.copyOf(row.strings("permissions"));
              var permissions = EnumSet.noneOf(Permission.class);
              Arrays.stream(Permission.values())
                  .filter(one -> stored.contains(one.name()))
                  .forEach(permissions::add);
              return new Powers(permissions, row.text("data_role").flatMap(Role::named));
            });
  }

  boolean has(Permission permission) {
    return permissions.contains(permission);
  }

  /** Whether this allows all that another one does. */
  public boolean cover(Powers other) {
    return permissions.containsAll(other.permissions) && rank() >= other.rank();
  }

  /** What both this and another one allow. */
  Powers within(Powers other) {
    var both = EnumSet.noneOf(Permission.class);
    both.addAll(permissions);
    both.retainAll(other.permissions);
    return new Powers(both, rank() <= other.rank() ? data : other.data);
  }

  Powers and(Powers other) {
    var all = EnumSet.noneOf(Permission.class);
    all.addAll(permissions);
    all.addAll(other.permissions);
    return new Powers(all, rank() >= other.rank() ? data : other.data);
  }

  /** Roles are declared weakest first. */
  private int rank() {
    return data.map(Role::ordinal).orElse(-1);
  }
}
