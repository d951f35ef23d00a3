package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Endpoints;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RolesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "administration", "roles.md");
  private static final List<Role> ROLES =
      List.of(
          Role.ORGANIZATION_OWNER,
          Role.BILLING_ADMIN,
          Role.MEMBER,
          Role.PROJECT_ADMIN,
          Role.DATA_ADMIN,
          Role.DATA_OPERATOR,
          Role.DATA_VIEWER);

  /** What endpoints ask for beside the permission they are annotated with. */
  private static final Map<String, String> BESIDE =
      Map.of(
          "BackupResource_restore", " and `BACKUP_READ`",
          "OrganizationResource_create", "; people only",
          "ClusterResource_create",
              "; from a backup `BACKUP_READ` too, with a backup policy `BACKUP_WRITE` too",
          "RecycleBinResource_list", "; projects are in it with `PROJECT_CREATE`",
          "QuoteResource_quote", "; of a cluster from a backup `BACKUP_READ` too");

  private static final String HEAD =
      """
      # Roles and permissions

      Generated from the code; a test holds it.

      A person or service account has one role in the organization (`ORGANIZATION_OWNER`, `BILLING_ADMIN`, `MEMBER`)
      and may have one more in each project: a built-in one (`PROJECT_ADMIN`, `DATA_ADMIN`, `DATA_OPERATOR`, `DATA_VIEWER`) or a
      custom one. An API key has one role: of a project, or `ORGANIZATION_OWNER`. A role of a project holds in that project;
      `ORGANIZATION_OWNER` holds everywhere in the organization.
      What the three data roles may do with rows and collections, the clusters check: `DATA_VIEWER` reads rows,
      `DATA_OPERATOR` writes them too, `DATA_ADMIN` manages collections, indexes and aliases as well.

      Custom roles are made of the permissions `PROJECT_ADMIN` has: `POST /v1/organizations/{id}/project-roles` with `name`,
      `permissions` and `dataRole`, the role its API keys have with clusters (`NONE`: none). Their id (`rol_…`) stands wherever a role
      of a project does.
      Every custom role has `SIGNED_IN`, `ORGANIZATION_READ` and `PROJECT_READ`, whether they are named or not.
      A change holds from the next call of everybody who has the role; one that somebody has cannot be deleted
      (409 `ROLE_IN_USE`), and built-in ones cannot be changed. Nobody can give more than they have: 403 `EXCEEDS_OWN_ROLE`.

      The last owner of an organization can be neither removed nor given another role.

      ## What each role may do

      """;

  @Test
  void pageSaysWhatTheCodeDoes() throws IOException {
    String generated = HEAD + matrix() + "\n## What each endpoint needs\n\n" + endpoints();
    if (Boolean.getBoolean("aerie.openapi.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, generated);
    }

    assertThat(ROLES).containsExactlyInAnyOrder(Role.values());
    assertThat(Files.readString(PAGE))
        .as(
            "docs/administration/roles.md; write it anew with -Dtest.jvm.args=-Daerie.openapi.write=true")
        .isEqualTo(generated);
  }

  private static String matrix() {
    return row("permission", role -> "`" + role + "`")
        + row("---", role -> "---")
        + Arrays.stream(Permission.values())
            .map(
                permission ->
                    row(
                        "`" + permission + "`: " + permission.description(),
                        role -> role.has(permission) ? "yes" : ""))
            .collect(Collectors.joining());
  }

  private static String row(String first, Function<Role, String> cell) {
    return "| "
        + first
        + " | "
        + ROLES.stream().map(cell).collect(Collectors.joining(" | "))
        + " |\n";
  }

  private static String endpoints() {
    return "| endpoint | permission |\n| --- | --- |\n"
        + Endpoints.described().all().stream()
            .map(
                endpoint ->
                    "| `%s %s` | %s%s |\n"
                        .formatted(
                            endpoint.method(),
                            endpoint.path(),
                            endpoint
                                .permission()
                                .map(permission -> "`" + permission + "`")
                                .orElse("none"),
                            BESIDE.getOrDefault(endpoint.operation(), "")))
            .sorted()
            .collect(Collectors.joining());
  }
}
