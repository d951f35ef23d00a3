package dev.aerie.operator.agent;

/** The control plane will never take this report, however often it is sent. */
final class ReportRefusedException extends ControlPlaneException {

  private static final long serialVersionUID = 1L;

  ReportRefusedException(String message) {
    super(message);
  }
}
