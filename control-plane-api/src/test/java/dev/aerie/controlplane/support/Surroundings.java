package dev.aerie.controlplane.support;

import static java.util.Map.entry;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * A PostgreSQL and an identity provider for all tests, and the configuration the launcher would
 * give.
 */
public class Surroundings implements QuarkusTestResourceLifecycleManager {
  public static final String REGION_TOKEN = "token-of-region-local";

  /** Who may make managed regions. */
  public static final String ADMINISTRATOR = "administrator@example.org";

  private static final Duration START = Duration.ofMinutes(2);

  private EmbeddedPostgres postgres;
  private IdentityProvider people;
  private GreenMail mail;

  @Override
  public Map<String, String> start() {
    try {
      postgres = EmbeddedPostgres.builder().setPGStartupWait(START).start();
      people = IdentityProvider.start();
      var smtp = new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
      smtp.setServerStartupTimeout(START.toMillis());
      mail = new GreenMail(smtp);
      mail.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Map.ofEntries(
        entry("AERIE_DB_URL", postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "")),
        entry("AERIE_DB_OWNER_USER", "postgres"),
        entry("AERIE_DB_OWNER_PASSWORD", "postgres"),
        entry("AERIE_DB_APP_USER", "aerie_app"),
        entry("AERIE_DB_APP_PASSWORD", "it's secret"),
        entry("AERIE_OIDC_ISSUER", people.issuer()),
        entry("AERIE_OIDC_CLIENT_SECRET", "a secret of at least thirty-two characters"),
        entry("AERIE_SMTP_PORT", Integer.toString(mail.getSmtp().getPort())),
        entry("aerie.region.name", "local"),
        entry("aerie.platform.administrators", ADMINISTRATOR),
        entry("aerie.region.token", REGION_TOKEN),
        entry("aerie.outbound.allowed-ranges", "127.0.0.1/32"),
        entry("aerie.trusted-proxy.ranges", Proxied.ADDRESS),
        entry("AERIE_SECRET_KEY", "a key for secrets of more than thirty-two characters"),
        // Tests move the clock.
        entry("aerie.region.token-life", "P36500D"));
  }

  /** The identity provider, for tests that start the control plane as a process of its own. */
  public IdentityProvider people() {
    return people;
  }

  /** The mail server, for the same tests. */
  public GreenMail mail() {
    return mail;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(people, new TestInjector.MatchesType(IdentityProvider.class));
    injector.injectIntoFields(mail, new TestInjector.MatchesType(GreenMail.class));
  }

  @Override
  public void stop() {
    people.stop();
    mail.stop();
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
