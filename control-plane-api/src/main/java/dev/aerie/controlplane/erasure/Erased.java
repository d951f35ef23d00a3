package dev.aerie.controlplane.erasure;

/**
 * What the audit log tells of a cluster that was erased.
 *
 * @param region where it was
 */
record Erased(String region, Objects objects) {

  /** What became of its objects. */
  enum Objects {
    /** The region has removed them. */
    ERASED,
    /** They were removed when it was deleted, as its deletion policy says. */
    REMOVED_BEFORE,
    /** Its region was removed before: they are with whoever has that region's storage. */
    LEFT_WITH_REGION
  }
}
