package dev.aerie.controlplane.access;

import java.util.Optional;

/** A permission that was asked for, and where. */
record Asked(Permission permission, Target target) {
  private static final String NONE = "-";

  /** As {@link #text} has written it. */
  static Asked parse(String text) {
    String[] parts = text.split(" ");
    return new Asked(
        Permission.valueOf(parts[0]), new Target(parts[1], part(parts[2]), part(parts[3])));
  }

  private static Optional<String> part(String text) {
    return Optional.of(text).filter(id -> !id.equals(NONE));
  }

  /** In one line. */
  String text() {
    return "%s %s %s %s"
        .formatted(
            permission,
            target.organization(),
            target.project().orElse(NONE),
            target.cluster().orElse(NONE));
  }
}
