package dev.aerie.operator.support;

/** Sees whether a value is what it was when last asked. */
public final class Unchanged<T> {
  private T last;

  /** True if the value is the one of the call before. */
  public boolean test(T value) {
    boolean same = value.equals(last);
    last = value;
    return same;
  }
}
