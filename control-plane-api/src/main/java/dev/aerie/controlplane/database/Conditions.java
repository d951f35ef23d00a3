package dev.aerie.controlplane.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Conditions of a {@code WHERE} clause that must all hold, with their parameters. Only what is
 * asked for becomes part of the statement, so that the database can choose an index for it. Not
 * safe for use by many threads.
 */
public final class Conditions {
  private final StringBuilder text = new StringBuilder("true");
  private final List<Object> parameters = new ArrayList<>();

  /** Adds a condition with as many parameters as it has question marks. */
  public Conditions and(String condition, Object... values) {
    text.append(" AND ").append(condition);
    parameters.addAll(List.of(values));
    return this;
  }

  /** Adds a condition on a value when there is one. */
  public Conditions andIf(String condition, Optional<?> value) {
    value.ifPresent(present -> and(condition, present));
    return this;
  }

  /** All of them, joined by {@code AND}. */
  public String text() {
    return text.toString();
  }

  /** The parameters in the order of their question marks, and those of what follows them. */
  public Object[] parametersAnd(Object... following) {
    return Stream.concat(parameters.stream(), Stream.of(following)).toArray();
  }
}
