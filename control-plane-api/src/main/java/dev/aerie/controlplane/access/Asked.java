package dev.aerie.controlplane.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that was asked of a caller, and where. Can be kept as a text, to be asked again. */
sealed interface Asked {
  String HOLDS = "HOLDS";
  String NONE = "-";

  /** Where. */
  Target target();

  /** In one line. */
  String text();

  /** Whether they may do something. */
  record May(Permission permission, Target target) implements Asked {
    @Override
    public String text() {
      return permission + " " + place(target);
    }
  }

  /** Whether they hold all that they would give to another. */
  record Holds(Powers powers, Target target) implements Asked {
    @Override
    public String text() {
      return "%s %s %s %s"
          .formatted(
              HOLDS,
              place(target),
              powers.data().map(Role::name).orElse(NONE),
              powers.permissions().stream()
                  .sorted()
                  .map(Permission::name)
                  .collect(Collectors.joining(" ")));
    }
  }

  /** As {@link #text} has written it; empty when it is not of that form, or of another release. */
  static Optional<Asked> parse(String text) {
    try {
      return Optional.of(parsed(text));
    } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
      return Optional.empty();
    }
  }

  private static Asked parsed(String text) {
    List<String> parts = List.of(text.split(" "));
    var target = new Target(parts.get(1), part(parts.get(2)), part(parts.get(3)));
    if (!parts.getFirst().equals(HOLDS)) {
      return new May(Permission.valueOf(parts.getFirst()), target);
    }
    var permissions =
        parts.stream().skip(5).map(Permission::valueOf).collect(Collectors.toUnmodifiableSet());
    return new Holds(new Powers(permissions, part(parts.get(4)).map(Role::valueOf)), target);
  }

  private static String place(Target target) {
    return "%s %s %s"
        .formatted(
            target.organization(), target.project().orElse(NONE), target.cluster().orElse(NONE));
  }

  private static Optional<String> part(String text) {
    return Optional.of(text).filter(id -> !id.equals(NONE));
  }
}
