package dev.aerie.controlplane.support;

import dev.aerie.controlplane.erasure.Erasures;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;

/** What tests of erasure begin with: an organisation, and the agent of the region it uses. */
public abstract class ErasurePreparation {
  /** How long what was deleted can be brought back. */
  protected static final Duration KEPT = Duration.ofDays(30);

  IdentityProvider people;
  @Inject protected MovableClock clock;
  @Inject protected Erasures erasures;
  protected Tenant tenant;
  protected FakeAgent agent;

  @BeforeEach
  protected void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("erasure", "backups");
  }

  /** Has all erased that is in the recycle bin now. */
  protected void eraseAll() {
    clock.advance(KEPT.plusMinutes(1));
    erasures.run();
  }

  /** The id of a cluster that was deleted and has gone. */
  protected String gone(FakeAgent there, String region, String name) {
    String id =
        tenant
            .owner()
            .post(
                "/v1/clusters",
                "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"%s\"}"
                    .formatted(tenant.project(), name, region))
            .mustBe(202)
            .id();
    delete(there, id);
    return id;
  }

  /** Deletes a cluster, and has its region see it gone. */
  protected void delete(FakeAgent there, String id) {
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    there.says(
        "\"statuses\": [{\"clusterId\": \"%s\", \"generation\": 2, \"gone\": true}]".formatted(id));
    tenant.owner().get("/v1/clusters/" + id).mustBe(404);
  }

  /** The clusters that a region is told to have gone. */
  protected static List<String> tombstones(FakeAgent there) {
    return StreamSupport.stream(there.desired(0, 0).path("tombstones").spliterator(), false)
        .map(one -> one.path("clusterId").asText())
        .toList();
  }

  /** What the audit log says of the objects of a cluster. */
  protected static String auditedObjects(String id) throws SQLException {
    return first(
        "after ->> 'objects' FROM audit_events WHERE action = 'cluster.erase' AND resource = '%s'",
        id);
  }

  /** The first column of the first row of a query, with an id in it. */
  protected static String first(String what, String id) throws SQLException {
    return Superuser.list("postgres", "SELECT " + what.formatted(id)).getFirst();
  }
}
