package dev.aerie.controlplane.sso;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the people of one mail domain sign in by their organisation's identity provider.
 *
 * @param domain the mail domain
 * @param domainRecord the TXT record that proves the domain
 * @param domainVerifiedAt when it was seen; before, nobody can come through
 * @param enforced whether people of the domain must come through
 * @param breakGlassUserId the owner who need not
 * @param defaultRole of people none of whose groups is mapped; empty: they are refused
 * @param groupsAttribute the attribute or claim the groups are in
 * @param saml for protocol SAML
 * @param oidc for protocol OIDC
 */
public record SsoConnection(
    String id,
    String organizationId,
    String name,
    Protocol protocol,
    String domain,
    DomainRecord domainRecord,
    Optional<Instant> domainVerifiedAt,
    boolean enforced,
    Optional<String> breakGlassUserId,
    Optional<Role> defaultRole,
    String groupsAttribute,
    List<RoleMapping> roleMappings,
    Optional<Saml> saml,
    Optional<Oidc> oidc,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the list. */
  public SsoConnection {
    roleMappings = List.copyOf(roleMappings);
  }

  /** The protocols. */
  public enum Protocol {
    /** SAML 2.0. */
    SAML,
    /** OpenID Connect. */
    OIDC
  }

  /** A TXT record in DNS. */
  public record DomainRecord(String name, String value) {
    static DomainRecord of(String domain, String token) {
      return new DomainRecord("_aerie-challenge." + domain, "aerie-domain-verification=" + token);
    }
  }

  /**
   * What is particular to SAML.
   *
   * @param entityId the provider's name
   * @param signOnUrl where people are sent
   * @param metadataUrl where its metadata is read from, each hour; empty when it was uploaded
   * @param encryptedAssertions whether assertions must be encrypted
   * @param attributes in which attributes it says who somebody is
   * @param certificates those its assertions may be signed with
   * @param serviceProvider what the provider must know of us
   * @param metadataReadAt when its metadata was last read
   * @param metadataProblem why it could not be read since
   */
  public record Saml(
      String entityId,
      String signOnUrl,
      Optional<String> metadataUrl,
      boolean encryptedAssertions,
      SamlAttributes attributes,
      List<SigningCertificate> certificates,
      ServiceProvider serviceProvider,
      Instant metadataReadAt,
      Optional<String> metadataProblem) {
    /** Copies the list. */
    public Saml {
      certificates = List.copyOf(certificates);
    }

    Saml with(Optional<SamlBody> body) {
      boolean uploaded = body.flatMap(SamlBody::metadata).isPresent();
      return new Saml(
          entityId,
          signOnUrl,
          body.flatMap(SamlBody::metadataUrl).or(() -> uploaded ? Optional.empty() : metadataUrl),
          body.flatMap(SamlBody::encryptedAssertions).orElse(encryptedAssertions),
          attributes.with(body.flatMap(SamlBody::attributes)),
          certificates,
          serviceProvider,
          metadataReadAt,
          metadataProblem);
    }
  }

  /** Our side of SAML, for a provider that does not read metadata. */
  public record ServiceProvider(String entityId, String assertionConsumerUrl) {}

  /**
   * What is particular to OIDC; the client's secret is never told.
   *
   * @param redirectUri what the provider must allow for the client
   */
  public record Oidc(String issuer, String clientId, String redirectUri) {
    Oidc with(Optional<OidcBody> body) {
      return new Oidc(issuer, body.flatMap(OidcBody::clientId).orElse(clientId), redirectUri);
    }
  }

  boolean verified() {
    return domainVerifiedAt.isPresent();
  }

  /** The same after its domain was proven. */
  SsoConnection verifiedAt(Instant now) {
    return with(Optional.of(now), enforced, now);
  }

  /** The same after its domain turned out to be proven no more. */
  SsoConnection unverified(Instant now) {
    return with(Optional.empty(), false, now);
  }

  /** The same when nobody has to come through it. */
  SsoConnection unenforced(Instant now) {
    return with(domainVerifiedAt, false, now);
  }

  private SsoConnection with(Optional<Instant> verified, boolean enforcing, Instant now) {
    return new SsoConnection(
        id,
        organizationId,
        name,
        protocol,
        domain,
        domainRecord,
        verified,
        enforcing,
        breakGlassUserId,
        defaultRole,
        groupsAttribute,
        roleMappings,
        saml,
        oidc,
        createdAt,
        now,
        etag + 1);
  }

  /** The same with what a caller wants otherwise. */
  SsoConnection with(SsoConnectionChanges changes, Instant now, long nextEtag) {
    return new SsoConnection(
        id,
        organizationId,
        changes.name().orElse(name),
        protocol,
        domain,
        domainRecord,
        domainVerifiedAt,
        changes.enforced().orElse(enforced),
        changes.breakGlassUserId().or(() -> breakGlassUserId),
        changes.defaultRole(defaultRole),
        changes.groupsAttribute().orElse(groupsAttribute),
        changes.roleMappings().orElse(roleMappings),
        saml.map(one -> one.with(changes.saml())),
        oidc.map(one -> one.with(changes.oidc())),
        createdAt,
        now,
        nextEtag);
  }
}
