package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connection to be made.
 *
 * @param defaultRole {@code MEMBER} without; {@code NONE} refuses people none of whose groups is
 *     mapped
 * @param groupsAttribute {@code groups} without
 */
@RefusedWithout({"name", "protocol", "domain"})
public record NewSsoConnection(
    Optional<String> name,
    Optional<SsoConnection.Protocol> protocol,
    Optional<String> domain,
    @Schema(enumeration = {"ORGANIZATION_OWNER", "BILLING_ADMIN", "MEMBER", "NONE"})
        Optional<String> defaultRole,
    Optional<String> groupsAttribute,
    Optional<List<RoleMapping>> roleMappings,
    Optional<SamlBody> saml,
    Optional<OidcBody> oidc) {

  void check() {
    var checks =
        new Checks()
            .present("name", name)
            .present("protocol", protocol)
            .present("domain", domain)
            .must(
                domain.map(DomainName::isWhole).orElse(true),
                "domain",
                "must be a mail domain, as in example.com");
    switch (protocol.orElse(null)) {
      case null -> {}
      case SAML -> {
        checks.present("saml", saml).must(oidc.isEmpty(), "oidc", "must be absent for SAML");
        saml.ifPresent(
            body ->
                checks.must(
                    body.metadataUrl().isPresent() || body.metadata().isPresent(),
                    "saml",
                    "must have metadataUrl or metadata"));
      }
      case OIDC -> {
        checks.present("oidc", oidc).must(saml.isEmpty(), "saml", "must be absent for OIDC");
        oidc.ifPresent(
            body ->
                checks
                    .present("oidc.issuer", body.issuer())
                    .present("oidc.clientId", body.clientId())
                    .present("oidc.clientSecret", body.clientSecret()));
      }
    }
    changes().check(checks);
  }

  /** What could be changed later, too. */
  SsoConnectionChanges changes() {
    return new SsoConnectionChanges(
        name,
        Optional.empty(),
        Optional.empty(),
        defaultRole,
        groupsAttribute,
        roleMappings,
        saml,
        oidc);
  }
}
