package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.sso.SsoCheck.Finding;
import dev.aerie.controlplane.sso.SsoCheck.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries a connection without changing anything, and says what is wrong. */
@ApplicationScoped
class SsoTester {
  private static final Duration SOON = Duration.ofDays(30);

  private final MetadataReader metadata;
  private final IdentityProviders providers;
  private final TxtRecords records;
  private final Clock clock;

  SsoTester(MetadataReader metadata, IdentityProviders providers, TxtRecords records, Clock clock) {
    this.metadata = metadata;
    this.providers = providers;
    this.records = records;
    this.clock = clock;
  }

  SsoCheck test(SsoConnection connection) {
    var findings = new ArrayList<Finding>();
    findings.add(domain(connection));
    connection
        .saml()
        .ifPresent(
            saml -> {
              saml.metadataUrl().map(url -> samlMetadata(saml, url)).ifPresent(findings::add);
              findings.add(certificates(saml));
            });
    connection.oidc().map(this::discovery).ifPresent(findings::add);
    findings.add(broker(connection));
    return SsoCheck.of(findings);
  }

  private Finding domain(SsoConnection connection) {
    SsoConnection.DomainRecord record = connection.domainRecord();
    boolean there = records.at(record.name()).contains(record.value());
    if (connection.verified() && there) {
      return new Finding(Subject.DOMAIN, true, connection.domain() + " is verified.");
    }
    if (connection.verified()) {
      return new Finding(
          Subject.DOMAIN,
          false,
          "The TXT record %s with the text %s is gone. Put it back, or the domain will be verified no more."
              .formatted(record.name(), record.value()));
    }
    return new Finding(
        Subject.DOMAIN,
        false,
        there
            ? "The TXT record is there. Verify the domain."
            : "Add the TXT record %s with the text %s, then verify the domain."
                .formatted(record.name(), record.value()));
  }

  private Finding samlMetadata(SsoConnection.Saml saml, String url) {
    try {
      ProviderMetadata now = metadata.samlAt(url);
      if (!now.issuer().equals(saml.entityId())) {
        return new Finding(
            Subject.METADATA,
            false,
            "The metadata is of %s and no longer of %s. Set the metadata anew if that is meant."
                .formatted(now.issuer(), saml.entityId()));
      }
      return new Finding(
          Subject.METADATA,
          true,
          fingerprints(now).equals(inUse(saml))
              ? "The metadata can be read and is what is in use."
              : "The metadata can be read and has other certificates; they are taken over within the hour.");
    } catch (Problem wrong) {
      return new Finding(Subject.METADATA, false, sentence(wrong));
    }
  }

  private static Set<String> fingerprints(ProviderMetadata read) {
    return read.certificates().stream()
        .map(text -> SigningCertificate.read(text).sha256())
        .collect(Collectors.toSet());
  }

  private static Set<String> inUse(SsoConnection.Saml saml) {
    return saml.certificates().stream().map(SigningCertificate::sha256).collect(Collectors.toSet());
  }

  private Finding certificates(SsoConnection.Saml saml) {
    Instant now = clock.instant();
    Optional<Instant> last =
        saml.certificates().stream()
            .filter(one -> one.isValid(now))
            .map(SigningCertificate::notAfter)
            .max(Instant::compareTo);
    if (last.isEmpty()) {
      return new Finding(
          Subject.CERTIFICATES,
          false,
          "No signing certificate is valid now. Set metadata with a valid one.");
    }
    return new Finding(
        Subject.CERTIFICATES,
        true,
        last.get().isBefore(now.plus(SOON))
            ? "The last valid signing certificate ends on %s. Set metadata with its successor before."
                .formatted(last.get())
            : "A signing certificate is valid until %s.".formatted(last.get()));
  }

  private Finding discovery(SsoConnection.Oidc oidc) {
    try {
      metadata.oidc(oidc.issuer());
      return new Finding(Subject.METADATA, true, "The discovery document can be read.");
    } catch (Problem wrong) {
      return new Finding(Subject.METADATA, false, sentence(wrong));
    }
  }

  private Finding broker(SsoConnection connection) {
    try {
      Map<String, String> config = providers.config(connection.id());
      return new Finding(
          Subject.BROKER,
          !config.isEmpty(),
          "Keycloak sends people of %s to %s."
              .formatted(
                  connection.domain(),
                  config.getOrDefault(
                      "singleSignOnServiceUrl", config.getOrDefault("authorizationUrl", ""))));
    } catch (KeycloakRefusal gone) {
      return new Finding(
          Subject.BROKER,
          false,
          "Keycloak does not know the connection. Delete it and make it anew.");
    }
  }

  private static String sentence(Problem wrong) {
    List<FieldProblem> fields = wrong.fields();
    return fields.isEmpty()
        ? wrong.getMessage()
        : fields.stream()
            .map(one -> one.field() + ": " + one.message())
            .collect(Collectors.joining("; "));
  }
}
