package dev.aerie.controlplane.sso;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a test of a connection has found.
 *
 * @param ok whether all is well
 */
public record SsoCheck(boolean ok, List<Finding> findings) {
  /** Copies the list. */
  public SsoCheck {
    findings = List.copyOf(findings);
  }

  static SsoCheck of(List<Finding> findings) {
    return new SsoCheck(findings.stream().allMatch(Finding::ok), findings);
  }

  /**
   * One thing that was looked at.
   *
   * @param message what is so, and when it is wrong what to do
   */
  @Schema(name = "SsoFinding")
  public record Finding(Subject subject, boolean ok, String message) {}

  /** What is looked at. */
  @Schema(name = "SsoFindingSubject")
  public enum Subject {
    /** The TXT record. */
    DOMAIN,
    /** SAML metadata or the OIDC discovery document. */
    METADATA,
    /** What assertions are signed with. */
    CERTIFICATES,
    /** Keycloak's side. */
    BROKER
  }
}
