package dev.aerie.controlplane.audit;

/** From which end events are read. */
enum AuditOrder {
  NEWEST_FIRST("DESC"),
  OLDEST_FIRST("ASC");

  private final String direction;

  AuditOrder(String direction) {
    this.direction = direction;
  }

  /** What a query says of it. */
  String by(String column) {
    return " ORDER BY " + column + " " + direction;
  }
}
