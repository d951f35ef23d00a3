package dev.aerie.operator.agent;

/** The control plane does not know the agent's key any more. */
final class KeyRefusedException extends ControlPlaneException {

  private static final long serialVersionUID = 1L;

  KeyRefusedException(String message) {
    super(message);
  }
}
