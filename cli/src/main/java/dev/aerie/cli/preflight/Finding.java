package dev.aerie.cli.preflight;

/**
 * What one look has found.
 *
 * @param check what was looked at
 * @param passed whether it is as it must be
 * @param said what was seen
 * @param fix what to do about it; empty when nothing
 */
public record Finding(String check, boolean passed, String said, String fix) {

  static Finding passed(String check, String said) {
    return new Finding(check, true, said, "");
  }

  static Finding failed(String check, String said, String fix) {
    return new Finding(check, false, said, fix);
  }

  /** As people read it. */
  public String text() {
    return passed
        ? "ok      %-14s %s".formatted(check, said)
        : "FAILED  %-14s %s%n        %-14s Fix: %s".formatted(check, said, "", fix);
  }
}
