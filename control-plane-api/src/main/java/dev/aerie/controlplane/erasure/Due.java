package dev.aerie.controlplane.erasure;

/** Something that was deleted long enough ago to be erased. */
record Due(Kind kind, String organization, String id) {

  /** What it was; what it is inside of goes later. */
  enum Kind {
    CLUSTER("cluster.erase"),
    PROJECT("project.erase"),
    ORGANIZATION("organization.erase");

    private final String action;

    Kind(String action) {
      this.action = action;
    }

    /** What the audit log calls its erasure. */
    String action() {
      return action;
    }
  }
}
