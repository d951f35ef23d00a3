package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A control plane whose operator has given it no key to keep secrets with. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(IdentityProviderDownTest.Down.class)
class NoSecretKeyTest {
  private static final String KEY = "key_01k0aaaaaaaaaaaaaaaaaaaaac";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void whatWouldHoldASecretIsRefusedAndNotKept() throws SQLException {
    Api owner = Superuser.newOwner(KEY);
    String organization = "/v1/organizations/" + Superuser.organizationOf(KEY) + "/";

    Map.of("audit-sinks", "https", "notification-channels", "webhook")
        .forEach(
            (what, kind) -> {
              var refused =
                  owner
                      .post(
                          organization + what,
                          "{\"name\": \"n\", \"%s\": {\"url\": \"http://127.0.0.1:1/\", \"secret\": \"%s\"}}"
                              .formatted(kind, SECRET))
                      .mustBe(409);
              assertThat(refused.text("code")).as(what).isEqualTo("SECRETS_NOT_CONFIGURED");
              assertThat(refused.text("detail")).contains("AERIE_SECRET_KEY");
              assertThat(refused.text()).doesNotContain(SECRET);
              assertThat(owner.get(organization + what).mustBe(200).items()).isEmpty();
            });
  }
}
