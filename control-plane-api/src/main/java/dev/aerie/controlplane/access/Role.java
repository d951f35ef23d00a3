package dev.aerie.controlplane.access;

import static dev.aerie.controlplane.access.Permission.API_KEY_READ;
import static dev.aerie.controlplane.access.Permission.API_KEY_WRITE;
import static dev.aerie.controlplane.access.Permission.BACKUP_READ;
import static dev.aerie.controlplane.access.Permission.BACKUP_WRITE;
import static dev.aerie.controlplane.access.Permission.CLUSTER_READ;
import static dev.aerie.controlplane.access.Permission.CLUSTER_WRITE;
import static dev.aerie.controlplane.access.Permission.MEMBER_READ;
import static dev.aerie.controlplane.access.Permission.ORGANIZATION_READ;
import static dev.aerie.controlplane.access.Permission.PLATFORM_ADMINISTRATION;
import static dev.aerie.controlplane.access.Permission.PROJECT_READ;
import static dev.aerie.controlplane.access.Permission.PROJECT_WRITE;
import static dev.aerie.controlplane.access.Permission.SIGNED_IN;
import static dev.aerie.controlplane.access.Permission.USAGE_READ;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The table of roles and what they may do here, weakest first. What they may do with rows, the data
 * plane knows.
 */
public enum Role {
  /** Belongs to the organisation; projects are opened by a role in each. */
  MEMBER(EnumSet.of(SIGNED_IN, ORGANIZATION_READ, MEMBER_READ)),
  /** Sees what is used and paid. */
  BILLING_ADMIN(EnumSet.of(SIGNED_IN, ORGANIZATION_READ, MEMBER_READ, USAGE_READ)),
  /** Reads rows. */
  DATA_VIEWER(EnumSet.of(SIGNED_IN, ORGANIZATION_READ, PROJECT_READ, CLUSTER_READ, BACKUP_READ)),
  /** Reads and writes rows. */
  DATA_OPERATOR(DATA_VIEWER.permissions),
  /** And collections, indexes, aliases. */
  DATA_ADMIN(DATA_VIEWER.permissions),
  /** And clusters and keys of the project. */
  PROJECT_ADMIN(
      EnumSet.of(
          SIGNED_IN,
          ORGANIZATION_READ,
          PROJECT_READ,
          PROJECT_WRITE,
          CLUSTER_READ,
          CLUSTER_WRITE,
          BACKUP_READ,
          BACKUP_WRITE,
          API_KEY_READ,
          API_KEY_WRITE)),
  /** Everything in the organisation. */
  ORGANIZATION_OWNER(EnumSet.complementOf(EnumSet.of(PLATFORM_ADMINISTRATION)));

  @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf cannot be changed
  private final Set<Permission> permissions;

  Role(Set<Permission> permissions) {
    this.permissions = Set.copyOf(permissions);
  }

  /** Whether this role has a permission. */
  public boolean has(Permission permission) {
    return permissions.contains(permission);
  }

  /** The role with this name, if it is one. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
  }

  /** All that it allows. */
  public Powers powers() {
    return new Powers(permissions, Optional.of(this).filter(Role::isForKeys));
  }

  /** Whether it is held in a project; else in an organisation. */
  public boolean isOfProject() {
    return switch (this) {
      case DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN, PROJECT_ADMIN -> true;
      case MEMBER, BILLING_ADMIN, ORGANIZATION_OWNER -> false;
    };
  }

  /** Whether API keys can have it: those of people only mean nothing to a cluster. */
  public boolean isForKeys() {
    return isOfProject() || this == ORGANIZATION_OWNER;
  }
}
