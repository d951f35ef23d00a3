package dev.aerie.controlplane.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A PostgreSQL and an identity provider for all tests, and the configuration the launcher would
 * give.
 */
public class Surroundings implements QuarkusTestResourceLifecycleManager {
  public static final String REGION_TOKEN = "token-of-region-local";

  private EmbeddedPostgres postgres;
  private IdentityProvider people;

  @Override
  public Map<String, String> start() {
    try {
      postgres = EmbeddedPostgres.start();
      people = IdentityProvider.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Map.of(
        "AERIE_DB_URL", postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
        "AERIE_DB_OWNER_USER", "postgres",
        "AERIE_DB_OWNER_PASSWORD", "postgres",
        "AERIE_DB_APP_USER", "aerie_app",
        "AERIE_DB_APP_PASSWORD", "it's secret",
        "AERIE_OIDC_ISSUER", people.issuer(),
        "AERIE_OIDC_CLIENT_SECRET", "a secret of at least thirty-two characters",
        "aerie.region.name", "local",
        "aerie.region.token", REGION_TOKEN);
  }

  /** The identity provider, for tests that start the control plane as a process of its own. */
  public IdentityProvider people() {
    return people;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(people, new TestInjector.MatchesType(IdentityProvider.class));
  }

  @Override
  public void stop() {
    people.stop();
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
