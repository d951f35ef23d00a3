package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.access.SignIn;
import dev.aerie.controlplane.access.SignInRules;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A session whose account has come through another identity provider since. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReplacedSessionTest {
  IdentityProvider people;
  @Inject SignInRules rules;

  /** Keycloak keeps one list of groups for an account: the last provider's. */
  @Test
  void groupsOfALaterSignInOpenNothingInIt() throws SQLException {
    Tenant tenant = Tenant.make(people);
    String provider = tenant.organization().replace("org_", "sso_");
    Superuser.addSsoConnection(tenant.organization(), provider);
    Superuser.run(
        "UPDATE sso_connections SET domain_verified_at = now() WHERE id = '%s'"
            .formatted(provider));

    rules.check(session(provider, Optional.of(provider)), Optional.empty());

    for (Optional<String> last : List.of(Optional.of("sso_of_another"), Optional.<String>empty())) {
      assertThatThrownBy(() -> rules.check(session(provider, last), Optional.empty()))
          .isInstanceOfSatisfying(
              Problem.class,
              refused -> assertThat(refused.code()).isEqualTo(Code.SSO_SESSION_REPLACED.text()));
    }
  }

  private static SignIn session(String provider, Optional<String> last) {
    return new SignIn(
        "issuer subject",
        "session",
        Instant.EPOCH,
        Optional.of("ada@" + provider + ".example"),
        true,
        Optional.of(provider),
        last,
        List.of("admins"));
  }
}
