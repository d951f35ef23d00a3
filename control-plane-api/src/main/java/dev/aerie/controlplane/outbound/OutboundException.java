package dev.aerie.controlplane.outbound;

/** A request to an address of a customer's that could not or must not be made. */
public class OutboundException extends RuntimeException {
  private final Reason reason;

  OutboundException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why, stably. */
  public enum Reason {
    /** The text is no absolute http or https URL of a host. */
    URL_INVALID,
    /** The host leads to an address that is not on the public Internet, or to one without TLS. */
    ADDRESS_REFUSED,
    /** Certificates to trust that are none. */
    CERTIFICATE_INVALID,
    /** DNS knows no such host. */
    HOST_UNKNOWN,
    /** No connection, or one that broke; TLS that does not hold, too. */
    UNREACHABLE,
    /** It took longer than allowed. */
    TOO_SLOW,
    /** The answer is longer than allowed. */
    TOO_LARGE
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
