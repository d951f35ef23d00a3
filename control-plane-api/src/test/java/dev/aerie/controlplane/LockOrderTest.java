package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of one organisation that come at once wait for each other, and never in a circle. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LockOrderTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private enum Change {
    ACCEPT,
    INVITE_AGAIN,
    INVITE_ANOTHER,
    CHANGE_MEMBER,
    MAKE_KEY,
    MAKE_PROJECT_KEY,
    ROTATE_PROJECT_KEY
  }

  IdentityProvider people;
  private Tenant tenant;
  private String organization;
  private String address;
  private Api guest;
  private String token;
  private String member;
  private String key;

  @BeforeEach
  void prepare() throws SQLException {
    tenant = Tenant.make(people);
    organization = "/v1/organizations/" + tenant.organization();
    String name = "awaited" + COUNT.incrementAndGet();
    address = name + "@example.org";
    guest = new Api(people.tokenOf(name));
    String invitation = invite(address).mustBe(201).id();
    token = "token-of-" + invitation;
    Superuser.run(
        "UPDATE invitations SET token_sha256 = '%s' WHERE id = '%s'"
            .formatted(ApiKeySecret.sha256(token), invitation));
    new Api(people.tokenOf("other-" + name)).get("/v1/me").mustBe(200);
    member =
        tenant.addMember("other-" + name + "@example.org", "MEMBER", "").mustBe(201).text("userId");
    key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
  }

  /** The first has come as far as its quota when the second begins. */
  @ParameterizedTest
  @CsvSource({
    "ACCEPT,             INVITE_ANOTHER",
    "MAKE_KEY,           INVITE_ANOTHER",
    "MAKE_PROJECT_KEY,   CHANGE_MEMBER",
    "ROTATE_PROJECT_KEY, MAKE_PROJECT_KEY",
    "INVITE_AGAIN,       ACCEPT"
  })
  void nobodyFails(Change first, Change second)
      throws SQLException, ExecutionException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> one;
      Future<Api.Answer> other;
      try (Connection quota = Locks.holdNamed("quota:" + tenant.organization())) {
        one = threads.submit(() -> ask(first));
        Locks.awaitHeldUp(1);
        other = threads.submit(() -> ask(second));
        Locks.awaitHeldUp(2);
      }
      assertThat(one.get().status()).isLessThan(300);
      assertThat(other.get().status()).isLessThan(500);
    }
  }

  private Api.Answer ask(Change change) {
    return switch (change) {
      case ACCEPT -> guest.post("/v1/invitations:accept", "{\"token\": \"%s\"}".formatted(token));
      case INVITE_AGAIN -> invite(address);
      case INVITE_ANOTHER -> invite("another-" + address);
      case CHANGE_MEMBER ->
          tenant
              .owner()
              .patch(
                  organization + "/members/" + member,
                  "{\"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]}"
                      .formatted(tenant.project()));
      case MAKE_KEY ->
          tenant
              .owner()
              .post(
                  "/v1/api-keys",
                  "{\"organizationId\": \"%s\", \"name\": \"k\", \"role\": \"ORGANIZATION_OWNER\"}"
                      .formatted(tenant.organization()));
      case MAKE_PROJECT_KEY -> tenant.newKey("DATA_VIEWER", "");
      case ROTATE_PROJECT_KEY -> tenant.owner().post("/v1/api-keys/" + key + ":rotate", "{}");
    };
  }

  private Api.Answer invite(String email) {
    return tenant
        .owner()
        .post(
            organization + "/invitations",
            "{\"email\": \"%s\", \"role\": \"MEMBER\"}".formatted(email));
  }
}
