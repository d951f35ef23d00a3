package dev.aerie.controlplane;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ControlPlaneProcess;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Kills the control plane again and again while clients change things and repeat, with the same
 * Idempotency-Key, what was not answered, and while it tells others of it. {@code AERIE_TEST_JAR}
 * is the packaged control plane; {@code AERIE_CRASH_ROUNDS} makes it longer.
 */
@EnabledIfEnvironmentVariable(named = "AERIE_TEST_JAR", matches = ".+")
class CrashTest {
  private static final int ROUNDS =
      Integer.parseInt(System.getenv().getOrDefault("AERIE_CRASH_ROUNDS", "5"));

  private static final int NAMES_A_ROUND = 8;
  private static final String MAILS_ARE_DUE = "UPDATE mails SET next_attempt_at = now()";
  private static final Duration DELIVERY = Duration.ofMinutes(4);

  private final Random random = new Random(20_260_101);
  private final Set<String> names = new TreeSet<>();
  private final Surroundings surroundings = new Surroundings();
  private Map<String, String> configuration;

  @Test
  void nothingIsHalfMadeOrMadeTwiceHoweverOftenItIsKilled() throws Exception {
    configuration = new HashMap<>(surroundings.start());
    configuration.put("AERIE_MAILS_PER_DAY", Integer.toString(Integer.MAX_VALUE));
    try (var hook = WebhookReceiver.start();
        var sink = WebhookReceiver.start();
        var controlPlane =
            new ControlPlaneProcess(Path.of(System.getenv("AERIE_TEST_JAR")), configuration)) {
      controlPlane.start();
      Tenant tenant = Tenant.of(new Api(surroundings.people().tokenOf("survivor")));
      execute("UPDATE organizations SET plan = 'enterprise'");
      FakeAgent agent = FakeAgent.present();
      var load = new CrashLoad(tenant, agent, surroundings.people(), controlPlane);
      var messages = new CrashMessages(tenant, surroundings.mail(), hook, sink);
      var invariants = new CrashInvariants(tenant, agent, names);
      messages.tellOfDeletions();
      for (int round = 0; round < ROUNDS - 1; round++) {
        crash(load, round);
      }
      hook.is(WebhookReceiver.Mood.TAKE_AND_HOLD);
      int held = hook.requests().size();
      crash(load, ROUNDS - 1);
      invariants.check();
      killWhileTelling(controlPlane, messages, held);
      await(
          () -> {
            execute(MAILS_ARE_DUE);
            messages.checkMails(names.stream().map(CrashLoad::guest).toList());
          });
      await(() -> messages.checkNotices(invariants.alerts(), held));
      await(() -> messages.checkEvents(invariants.lastEvent()));
    } finally {
      surroundings.stop();
    }
  }

  /** Kills it after a random answer to the round's changes. */
  private void crash(CrashLoad load, int round) throws InterruptedException {
    List<String> made =
        IntStream.range(0, NAMES_A_ROUND).mapToObj(i -> "r%d-%d".formatted(round, i)).toList();
    names.addAll(made);
    var untilKilled = new CountDownLatch(1 + random.nextInt(NAMES_A_ROUND * CrashLoad.ANSWERS));
    List<CompletableFuture<Void>> clients = load.begin(made, untilKilled);
    untilKilled.await();
    load.controlPlane().kill();
    load.controlPlane().start();
    clients.forEach(CompletableFuture::join);
  }

  /** Kills it when others have got something and have not said so. */
  private void killWhileTelling(ControlPlaneProcess controlPlane, CrashMessages messages, int held)
      throws SQLException {
    messages.sink().is(WebhookReceiver.Mood.TAKE_AND_HOLD);
    messages.stream();
    patience()
        .until(
            () ->
                messages.hook().requests().size() > held && !messages.sink().requests().isEmpty());
    controlPlane.kill();
    messages.hook().is(WebhookReceiver.Mood.TAKE);
    messages.sink().is(WebhookReceiver.Mood.TAKE);
    controlPlane.start();
    // What a killed one had claimed is free after minutes.
    execute(
        "UPDATE notifications SET next_attempt_at = now() WHERE state = 'PENDING'",
        "UPDATE audit_sinks SET next_attempt_at = now()");
  }

  private static void await(ThrowingRunnable holds) {
    patience().untilAsserted(holds);
  }

  /** Servers that talk to one who is killed may well fail at that. */
  private static ConditionFactory patience() {
    return Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(DELIVERY)
        .pollInterval(Duration.ofSeconds(1));
  }

  private void execute(String... changes) throws SQLException {
    try (var connection =
            DriverManager.getConnection(configuration.get("AERIE_DB_URL"), "postgres", "postgres");
        var statement = connection.createStatement()) {
      for (String change : changes) {
        statement.execute(change);
      }
    }
  }
}
