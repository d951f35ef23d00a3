package dev.aerie.controlplane.auditsink;

/** A destination answered, and did not take what was sent. */
class SinkRefusal extends RuntimeException {
  SinkRefusal(String message) {
    super(message);
  }
}
