package dev.aerie.controlplane.cluster.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.cluster.option.Times;
import dev.aerie.controlplane.problem.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * How many backups of a schedule are kept; the newest that can be restored always is.
 *
 * @param count how many, 0 to 1000; 0: any number; 7 when absent
 * @param age how old they get, such as {@code 720h}; absent: any age
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Retention(Optional<Integer> count, Optional<String> age) {
  private static final int USUAL = 7;
  private static final int MOST = 1000;
  private static final Duration YOUNGEST = Duration.ofHours(1);
  private static final Duration OLDEST = Duration.ofHours(87_600);

  /** The last seven. */
  static final Retention DEFAULT = new Retention(Optional.of(USUAL), Optional.empty());

  /** The number, filled in. */
  int number() {
    return count.orElse(USUAL);
  }

  void check(Checks checks, String field) {
    checks.range(field + ".count", count, 0, MOST);
    Times.span(checks, field + ".age", age, YOUNGEST, OLDEST);
  }
}
