package dev.aerie.operator.agent;

/** The control plane cannot be reached or does not take a call; worth another try later. */
public class ControlPlaneException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened
   */
  public ControlPlaneException(String message) {
    super(message);
  }

  /**
   * @param message what happened
   * @param cause why
   */
  public ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
