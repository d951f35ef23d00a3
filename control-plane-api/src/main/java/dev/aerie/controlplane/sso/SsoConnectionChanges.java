package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What can change of a connection.
 *
 * @param enforced whether people of the domain must come through; needs a break-glass owner
 * @param breakGlassUserId the owner who need not
 * @param defaultRole {@code NONE} refuses people none of whose groups is mapped
 * @param roleMappings replace those there were
 */
public record SsoConnectionChanges(
    Optional<String> name,
    Optional<Boolean> enforced,
    Optional<String> breakGlassUserId,
    @Schema(enumeration = {"ORGANIZATION_OWNER", "BILLING_ADMIN", "MEMBER", "NONE"})
        Optional<String> defaultRole,
    Optional<String> groupsAttribute,
    Optional<List<RoleMapping>> roleMappings,
    Optional<SamlBody> saml,
    Optional<OidcBody> oidc) {
  private static final int LONGEST = 200;
  private static final int MOST_MAPPINGS = 200;
  private static final int LONGEST_METADATA = 1 << 20;
  private static final List<String> DEFAULT_ROLES =
      List.of("ORGANIZATION_OWNER", "BILLING_ADMIN", "MEMBER", "NONE");

  void check() {
    check(new Checks());
  }

  void check(Checks checks) {
    checks
        .title("name", name)
        .must(
            defaultRole.map(DEFAULT_ROLES::contains).orElse(true),
            "defaultRole",
            "must be one of " + String.join(", ", DEFAULT_ROLES))
        .must(isShort(groupsAttribute), "groupsAttribute", "must be 1 to 200 characters");
    saml.ifPresent(
        body ->
            checks
                .must(
                    body.metadataUrl().isEmpty() || body.metadata().isEmpty(),
                    "saml",
                    "must not have both metadataUrl and metadata")
                .must(
                    body.metadata().map(text -> text.length() <= LONGEST_METADATA).orElse(true),
                    "saml.metadata",
                    "must be at most 1 MiB"));
    saml.flatMap(SamlBody::attributes).ifPresent(attributes -> attributes.check(checks));
    oidc.ifPresent(
        body ->
            checks
                .must(isShort(body.clientId()), "oidc.clientId", "must be 1 to 200 characters")
                .must(
                    body.clientSecret()
                        .map(text -> !text.isBlank() && !text.matches("\\**"))
                        .orElse(true),
                    "oidc.clientSecret",
                    "must be the secret itself"));
    List<RoleMapping> mappings = roleMappings.orElse(List.of());
    checks
        .must(mappings.size() <= MOST_MAPPINGS, "roleMappings", "must be at most 200")
        .must(
            mappings.stream().allMatch(SsoConnectionChanges::isWhole),
            "roleMappings",
            "must each have a group, and roles of the organization in role and of projects in projects")
        .end();
  }

  private static boolean isShort(Optional<String> text) {
    return text.map(one -> !one.isBlank() && one.length() <= LONGEST).orElse(true);
  }

  private static boolean isWhole(RoleMapping mapping) {
    return mapping != null
        && mapping.group() != null
        && isShort(Optional.of(mapping.group()))
        && (mapping.role() == null || mapping.role().map(role -> !role.isOfProject()).orElse(true))
        && mapping.projects().stream()
            .allMatch(
                one ->
                    one.projectId() != null
                        && one.role() != null
                        && ProjectRoles.isMeant(one.role()));
  }

  /** The default role after the change. */
  Optional<Role> defaultRole(Optional<Role> before) {
    return defaultRole
        .map(text -> text.equals("NONE") ? Optional.<Role>empty() : Optional.of(Role.valueOf(text)))
        .orElse(before);
  }
}
