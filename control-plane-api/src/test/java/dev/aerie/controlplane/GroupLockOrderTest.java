package dev.aerie.controlplane;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.EndpointCalls;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A change of a group that means something for several people waits for others, and never in a
 * circle: what is recorded of the first person holds nobody up who the second one waits for.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class GroupLockOrderTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** What becomes of a person as a member once the group has a role. */
  private enum Becomes {
    CHANGED,
    JOINED,
    ENDED
  }

  private record Account(String id, Api api, String address) {}

  IdentityProvider people;
  private Tenant tenant;
  private ScimTenant scim;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    scim = ScimTenant.of(tenant);
    FakeAgent.present();
  }

  @ParameterizedTest
  @EnumSource(names = {"JOINED", "ENDED"})
  void whoMakesAKeyMeanwhileIsWaitedFor(Becomes second) throws Exception {
    String group = group(Becomes.CHANGED, second);

    together(
        Locks.holdNamed("quota:" + tenant.organization()),
        () -> tenant.newKey("DATA_VIEWER", "").mustBe(201),
        () -> map(group));
  }

  @Test
  void whoChangesAClusterMeanwhileIsWaitedFor() throws Exception {
    String cluster = tenant.newCluster("busy").mustBe(202).id();
    String group = group(Becomes.CHANGED, Becomes.ENDED);

    together(
        Locks.hold("SELECT 1 FROM clusters WHERE id = '%s' FOR UPDATE".formatted(cluster)),
        () -> tenant.owner().post("/v1/clusters/" + cluster + ":suspend", "").mustBe(202),
        () -> map(group));
  }

  /** The first has come as far as what is held when the second begins. */
  private static void together(
      Connection held, Callable<Api.Answer> first, Callable<Api.Answer> second)
      throws SQLException, ExecutionException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> one;
      Future<Api.Answer> other;
      try (held) {
        one = threads.submit(first);
        Locks.awaitHeldUp(1);
        other = threads.submit(second);
        Locks.awaitHeldUp(2);
      }
      one.get();
      other.get();
    }
  }

  private Api.Answer map(String group) {
    return tenant
        .owner()
        .patch(scim.groups() + "/" + group, "{\"role\": \"BILLING_ADMIN\"}")
        .mustBe(200);
  }

  /** A group of people, who are looked at in this order. */
  private String group(Becomes... all) throws SQLException {
    List<Account> accounts = accounts(all.length);
    for (int i = 0; i < all.length; i++) {
      provision(accounts.get(i), all[i]);
    }
    return scim.createGroup("Crew", accounts.stream().map(Account::id).toArray(String[]::new)).id();
  }

  private void provision(Account account, Becomes becomes) throws SQLException {
    if (becomes != Becomes.JOINED) {
      tenant.addMember(account.address(), "ORGANIZATION_OWNER", "").mustBe(201);
      tenant.newKey(account.api(), "DATA_VIEWER", "").mustBe(201);
    }
    Superuser.run(
        "INSERT INTO scim_users (org_id, id, user_name, active, resource, created_at, updated_at) VALUES ('%s', '%s', '%s', %s, '{}', now(), now())"
            .formatted(
                tenant.organization(), account.id(), account.address(), becomes != Becomes.ENDED));
  }

  /** By their ids, as groups are. */
  private List<Account> accounts(int count) {
    var made = new ArrayList<Account>();
    for (int i = 0; i < count; i++) {
      String name = "grouped" + COUNT.incrementAndGet();
      var api = new Api(people.tokenOf(name));
      made.add(new Account(EndpointCalls.idOf(api), api, name + "@example.org"));
    }
    made.sort(Comparator.comparing(Account::id));
    return made;
  }
}
