package dev.aerie.operator.cluster.model;

/**
 * A container image's reference.
 *
 * @param repository registry and repository
 * @param tag the tag, empty for none
 */
public record Image(String repository, String tag) {

  /** Splits a reference such as {@code registry:5000/aerie/data-plane:1.0}. */
  public static Image parse(String reference) {
    int colon = reference.lastIndexOf(':');
    boolean tagged = colon > reference.lastIndexOf('/');
    return tagged
        ? new Image(reference.substring(0, colon), reference.substring(colon + 1))
        : new Image(reference, "");
  }

  /** The same image at a version; at its own when the version is empty. */
  public Image withVersion(String version) {
    return version.isEmpty() ? this : new Image(repository, version);
  }

  /** The reference as Kubernetes takes it. */
  public String reference() {
    return tag.isEmpty() ? repository : repository + ":" + tag;
  }
}
