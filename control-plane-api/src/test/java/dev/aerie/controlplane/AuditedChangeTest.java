package dev.aerie.controlplane;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Belongings;
import dev.aerie.controlplane.support.EndpointCalls;
import dev.aerie.controlplane.support.Endpoints;
import dev.aerie.controlplane.support.Endpoints.Endpoint;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Tries every endpoint that changes something, and looks whether the audit log tells of it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditedChangeTest {
  /** POSTs that change nothing, and the one whose event is in the log of what it makes. */
  private static final Set<String> NO_CHANGES =
      Set.of(
          "QuoteResource_quote",
          "AuditSinkResource_test",
          "NotificationChannelResource_test",
          "SsoConnectionResource_test",
          "OrganizationResource_create");

  /** Changes that do not come to pass here, for want of a state they need or of Keycloak. */
  private static final Set<String> NOT_NOW =
      Set.of(
          "AcceptanceResource_accept",
          "BackupResource_restore",
          "ClusterResource_restart",
          "ClusterResource_restore",
          "ClusterResource_resume",
          "ClusterResource_upgrade",
          "MemberResource_transferOwnership",
          "OrganizationResource_delete",
          "PlatformOrganizationResource_change",
          "ProjectResource_delete",
          "ProjectResource_restore",
          "SsoConnectionResource_change",
          "SsoConnectionResource_create",
          "SsoConnectionResource_delete",
          "SsoConnectionResource_verifyDomain");

  IdentityProvider people;

  /**
   * Whatever an owner changes names them in the audit log, of every endpoint that changes
   * something.
   */
  @Test
  void everyChangeIsInTheAuditLog() throws SQLException {
    Belongings things = Belongings.make(people);
    Tenant tenant = things.tenant();
    var calls = new EndpointCalls(things);
    Api person = things.person(Role.ORGANIZATION_OWNER);
    String events =
        "/v1/audit-events?limit=1&result=OK&organizationId=%s&actor=%s"
            .formatted(tenant.organization(), EndpointCalls.idOf(person));
    var soft = new SoftAssertions();
    var unchanged = new TreeSet<String>();
    for (Endpoint endpoint : changes()) {
      String before = tenant.owner().get(events).mustBe(200).json().at("/items/0/id").asText();
      var answer = calls.call(person, endpoint);
      if (answer.status() < 300) {
        soft.assertThat(tenant.owner().get(events).json().at("/items/0/id").asText())
            .as(endpoint + " " + answer.text())
            .isNotEqualTo(before);
      } else {
        unchanged.add(endpoint.operation());
      }
    }
    soft.assertThat(unchanged).isEqualTo(NOT_NOW);
    soft.assertAll();
  }

  /** What changes something in the organisation; what is removed goes last. */
  private static List<Endpoint> changes() {
    return Endpoints.described().all().stream()
        .filter(endpoint -> !endpoint.method().equals("GET"))
        .filter(endpoint -> !NO_CHANGES.contains(endpoint.operation()))
        .sorted(Comparator.comparing(endpoint -> endpoint.method().equals("DELETE")))
        .toList();
  }
}
