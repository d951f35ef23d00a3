package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.member.Member.ProjectRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappedRolesTest {
  private static final List<RoleMapping> MAPPINGS =
      List.of(
          new RoleMapping(
              "readers", Optional.empty(), List.of(new ProjectRole("a", "DATA_VIEWER"))),
          new RoleMapping(
              "admins",
              Optional.of(Role.ORGANIZATION_OWNER),
              List.of(new ProjectRole("a", "PROJECT_ADMIN"), new ProjectRole("b", "DATA_ADMIN"))),
          new RoleMapping("payers", Optional.of(Role.BILLING_ADMIN), List.of()));

  private static Optional<MappedRoles> of(Optional<Role> byDefault, String... groups) {
    return MappedRoles.of(MAPPINGS, byDefault, List.of(groups));
  }

  @Test
  void strongestRoleOfTheOrganizationAndFirstOfEachProjectHold() {
    assertThat(of(Optional.of(Role.MEMBER), "payers", "admins", "readers"))
        .contains(
            new MappedRoles(
                Role.ORGANIZATION_OWNER,
                List.of(new ProjectRole("a", "DATA_VIEWER"), new ProjectRole("b", "DATA_ADMIN"))));
  }

  @Test
  void groupsThatAreNotMappedGiveTheDefaultOrNothing() {
    assertThat(of(Optional.of(Role.MEMBER), "Admins", "others"))
        .contains(new MappedRoles(Role.MEMBER, List.of()));
    assertThat(of(Optional.empty(), "others")).isEmpty();
    assertThat(of(Optional.empty())).isEmpty();
  }

  @Test
  void mappedGroupWithoutARoleMakesAMemberWhereThereIsNoDefault() {
    assertThat(of(Optional.empty(), "readers").map(MappedRoles::role)).contains(Role.MEMBER);
  }
}
