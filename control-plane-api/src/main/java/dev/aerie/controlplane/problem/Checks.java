package dev.aerie.controlplane.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with a request, so that a caller hears of everything at once. Used by one
 * thread.
 */
public final class Checks {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_NAME = 100;
  private static final int MOST_LABELS = 32;
  private static final int LONGEST_LABEL = 63;

  private final List<FieldProblem> problems = new ArrayList<>();

  /** The value of a field that must be there. */
  public <T> Checks present(String field, Optional<T> value) {
    return must(value.isPresent(), field, Problem.MISSING);
  }

  /** A name as DNS labels are: it travels to Kubernetes. */
  public Checks dnsLabel(String field, Optional<String> value) {
    return must(
        value.isEmpty() || DNS_LABEL.matcher(value.get()).matches(),
        field,
        "must be 1 to 63 of a-z, 0-9 and -, and start and end with a letter or digit");
  }

  /** A name for people. */
  public Checks title(String field, Optional<String> value) {
    return must(
        value.isEmpty()
            || (!value.get().isBlank()
                && value.get().length() <= LONGEST_NAME
                && value.get().chars().noneMatch(Character::isISOControl)),
        field,
        "must be 1 to 100 characters, none of them a control character");
  }

  /** An e-mail address, as far as can be told without writing to it. */
  public Checks email(String field, Optional<String> value) {
    return must(
        value.isEmpty()
            || (value.get().length() <= LONGEST_EMAIL && EMAIL.matcher(value.get()).matches()),
        field,
        "must be an e-mail address");
  }

  /** A number between two bounds, both allowed. */
  public Checks range(String field, Optional<Integer> value, int least, int most) {
    return must(
        value.isEmpty() || (value.get() >= least && value.get() <= most),
        field,
        "must be %d to %d".formatted(least, most));
  }

  /** Labels: short texts. */
  public Checks labels(String field, Optional<Map<String, String>> value) {
    Map<String, String> labels = value.orElse(Map.of());
    must(labels.size() <= MOST_LABELS, field, "must be at most 32");
    labels.forEach(
        (key, text) ->
            must(
                !key.isBlank()
                    && key.length() <= LONGEST_LABEL
                    && text != null
                    && text.length() <= LONGEST_LABEL,
                field + "." + key,
                "must have a key of 1 to 63 and a value of 0 to 63 characters"));
    return this;
  }

  /** Any other rule. */
  public Checks must(boolean holds, String field, String message) {
    if (!holds) {
      problems.add(new FieldProblem(field, message));
    }
    return this;
  }

  /**
   * Ends the checks.
   *
   * @throws Problem 400 naming every wrong field
   */
  public void end() {
    if (!problems.isEmpty()) {
      throw Problem.wrongFields(problems);
    }
  }
}
