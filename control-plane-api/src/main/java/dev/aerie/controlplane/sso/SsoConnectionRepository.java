package dev.aerie.controlplane.sso;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.organization.OrganizationRows;
import dev.aerie.controlplane.sso.SsoConnection.Protocol;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of connections. Safe for use by many threads. */
@ApplicationScoped
class SsoConnectionRepository extends OrganizationRows<SsoConnection> {
  private static final TypeReference<List<RoleMapping>> MAPPINGS = new TypeReference<>() {};
  private static final TypeReference<SamlAttributes> ATTRIBUTES = new TypeReference<>() {};

  private final JsonColumns json;
  private final IdentityProviders providers;

  SsoConnectionRepository(JsonColumns json, IdentityProviders providers) {
    this.json = json;
    this.providers = providers;
  }

  @Override
  protected String table() {
    return "sso_connections";
  }

  @Override
  protected Kind kind() {
    return Kind.SSO_CONNECTION;
  }

  /** Mail domains an organisation has proven. */
  List<String> domains(Sql sql, String organization) {
    return sql.list(
        "SELECT domain FROM sso_connections WHERE org_id = ? AND domain_verified_at IS NOT NULL ORDER BY domain",
        row -> row.string("domain"),
        organization);
  }

  /** Whether a domain is somebody's; nobody else proves it until the transaction ends. */
  boolean isTaken(Sql sql, String domain) {
    sql.list("SELECT pg_advisory_xact_lock(hashtextextended(?, 40))", row -> domain, domain);
    return sql.first("SELECT id FROM sso_rules(?, '')", row -> domain, domain).isPresent();
  }

  void insert(Sql sql, SsoConnection made, String domainToken, ProviderMetadata read) {
    sql.change(
        """
        INSERT INTO sso_connections (org_id, id, name, protocol, domain, domain_token, default_role, groups_attribute,
          role_mappings, issuer, sign_on_url, client_id, metadata_url, encrypted_assertions, saml_attributes, certificates, metadata_read_at,
          created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, coalesce(?::jsonb, '{}'), ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.name(),
        made.protocol(),
        made.domain(),
        domainToken,
        made.defaultRole(),
        made.groupsAttribute(),
        json.write(made.roleMappings()),
        read.issuer(),
        read.signOnUrl(),
        made.oidc().map(SsoConnection.Oidc::clientId),
        made.saml().flatMap(SsoConnection.Saml::metadataUrl),
        made.saml().map(SsoConnection.Saml::encryptedAssertions).orElse(false),
        made.saml().map(SsoConnection.Saml::attributes).map(json::write),
        read.certificates(),
        made.createdAt(),
        made.createdAt(),
        made.createdAt());
  }

  void update(Sql sql, SsoConnection changed) {
    sql.change(
        """
        UPDATE sso_connections SET name = ?, enforced = ?, break_glass_user_id = ?, default_role = ?,
          groups_attribute = ?, role_mappings = ?::jsonb, client_id = ?, metadata_url = ?, encrypted_assertions = ?,
          saml_attributes = coalesce(?::jsonb, saml_attributes),
          domain_verified_at = ?, updated_at = ?, etag = ?
        WHERE org_id = ? AND id = ?
        """,
        changed.name(),
        changed.enforced(),
        changed.breakGlassUserId(),
        changed.defaultRole(),
        changed.groupsAttribute(),
        json.write(changed.roleMappings()),
        changed.oidc().map(SsoConnection.Oidc::clientId),
        changed.saml().flatMap(SsoConnection.Saml::metadataUrl),
        changed.saml().map(SsoConnection.Saml::encryptedAssertions).orElse(false),
        changed.saml().map(SsoConnection.Saml::attributes).map(json::write),
        changed.domainVerifiedAt(),
        changed.updatedAt(),
        changed.etag(),
        changed.organizationId(),
        changed.id());
  }

  /** Keeps what a provider's metadata says now. */
  void keep(Sql sql, String organization, String id, ProviderMetadata read, Instant at) {
    sql.change(
        """
        UPDATE sso_connections SET issuer = ?, sign_on_url = ?, certificates = ?, metadata_read_at = ?, metadata_problem = NULL
        WHERE org_id = ? AND id = ?
        """,
        read.issuer(),
        read.signOnUrl(),
        read.certificates(),
        at,
        organization,
        id);
  }

  /** Keeps why a provider's metadata could not be read. */
  void keepProblem(Sql sql, String organization, String id, String problem) {
    sql.change(
        "UPDATE sso_connections SET metadata_problem = ? WHERE org_id = ? AND id = ?",
        problem,
        organization,
        id);
  }

  /** Keeps when the domain was looked at, and since when its record is gone. */
  void looked(Sql sql, SsoConnection connection, Instant at, Optional<Instant> missingSince) {
    sql.change(
        "UPDATE sso_connections SET domain_looked_at = ?, domain_missing_since = ? WHERE org_id = ? AND id = ?",
        at,
        missingSince,
        connection.organizationId(),
        connection.id());
  }

  /** Whether one is as it was read; nobody changes it until the transaction ends. */
  boolean isStill(Sql sql, SsoConnection read) {
    return sql.first(
            "SELECT * FROM sso_connections WHERE org_id = ? AND id = ? FOR UPDATE",
            this::read,
            read.organizationId(),
            read.id())
        .filter(read::equals)
        .isPresent();
  }

  void delete(Sql sql, SsoConnection gone) {
    sql.change(
        "DELETE FROM sso_connections WHERE org_id = ? AND id = ?",
        gone.organizationId(),
        gone.id());
  }

  @Override
  protected SsoConnection read(Row row) {
    var protocol = Protocol.valueOf(row.string("protocol"));
    return new SsoConnection(
        row.string("id"),
        row.string("org_id"),
        row.string("name"),
        protocol,
        row.string("domain"),
        SsoConnection.DomainRecord.of(row.string("domain"), row.string("domain_token")),
        row.time("domain_verified_at"),
        row.flag("enforced"),
        row.text("break_glass_user_id"),
        row.text("default_role").map(Role::valueOf),
        row.string("groups_attribute"),
        json.read(row.string("role_mappings"), MAPPINGS),
        protocol == Protocol.SAML ? Optional.of(saml(row)) : Optional.empty(),
        protocol == Protocol.OIDC ? Optional.of(oidc(row)) : Optional.empty(),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }

  private SsoConnection.Saml saml(Row row) {
    String id = row.string("id");
    return new SsoConnection.Saml(
        row.string("issuer"),
        row.string("sign_on_url"),
        row.text("metadata_url"),
        row.flag("encrypted_assertions"),
        json.read(row.string("saml_attributes"), ATTRIBUTES),
        row.strings("certificates").stream().map(SigningCertificate::read).toList(),
        new SsoConnection.ServiceProvider(providers.entityId(id), providers.endpoint(id)),
        row.instant("metadata_read_at"),
        row.text("metadata_problem"));
  }

  private SsoConnection.Oidc oidc(Row row) {
    return new SsoConnection.Oidc(
        row.string("issuer"), row.string("client_id"), providers.endpoint(row.string("id")));
  }
}
