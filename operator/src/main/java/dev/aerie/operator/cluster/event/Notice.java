package dev.aerie.operator.cluster.event;

/**
 * Something about a cluster that people should hear of.
 *
 * @param kind whether somebody should act
 * @param reason stable, in UpperCamelCase, for programs
 * @param note for people: what happened and what to do
 */
public record Notice(Kind kind, String reason, String note) {

  /** Whether somebody should act. */
  public enum Kind {
    /** As it should be. */
    NORMAL("Normal"),
    /** Needs attention. */
    WARNING("Warning");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The {@code type} of the Event. */
    public String text() {
      return text;
    }
  }

  /** Something that goes as it should. */
  public static Notice normal(String reason, String note) {
    return new Notice(Kind.NORMAL, reason, note);
  }

  /** Something that needs attention. */
  public static Notice warning(String reason, String note) {
    return new Notice(Kind.WARNING, reason, note);
  }
}
