package dev.aerie.controlplane;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ControlPlaneProcess;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Idempotency-Key, what was not answered, and while it tells others of it. Now and then it is
 * killed between a commit and its answer. {@code AERIE_TEST_JAR} is the packaged control plane;
 * {@code AERIE_CRASH_ROUNDS} makes it longer.
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
  private CrashDatabase database;

  @Test
  void nothingIsHalfMadeOrMadeTwiceHoweverOftenItIsKilled() throws Exception {
    Map<String, String> configuration = new HashMap<>(surroundings.start());
    configuration.put("AERIE_MAILS_PER_DAY", Integer.toString(Integer.MAX_VALUE));
    database = new CrashDatabase(configuration.get("AERIE_DB_URL"));
    try (var hook = WebhookReceiver.start();
        var sink = WebhookReceiver.start();
        var controlPlane =
            new ControlPlaneProcess(Path.of(System.getenv("AERIE_TEST_JAR")), configuration)) {
      controlPlane.start();
      database.mayHoldCommits();
      Tenant tenant = Tenant.of(new Api(surroundings.people().tokenOf("survivor")));
      database.execute("UPDATE organizations SET plan = 'enterprise'");
      FakeAgent agent = FakeAgent.present();
      var load = new CrashLoad(tenant, agent, surroundings.people(), controlPlane);
      var messages = new CrashMessages(tenant, surroundings.mail(), hook, sink);
      var invariants = new CrashInvariants(tenant, agent, database, names);
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
            database.execute(MAILS_ARE_DUE);
            messages.checkMails(names.stream().map(CrashLoad::guest).toList());
          });
      await(() -> messages.checkNotices(invariants.alerts(), held));
      await(() -> messages.checkEvents(invariants.lastEvent()));
    } finally {
      surroundings.stop();
    }
  }

  /**
   * Kills it in the midst of a round's changes: after any answer, or between a commit and its
   * answer.
   */
  private void crash(CrashLoad load, int round) throws InterruptedException, SQLException {
    List<String> made =
        IntStream.range(0, NAMES_A_ROUND).mapToObj(i -> "r%d-%d".formatted(round, i)).toList();
    names.addAll(made);
    var untilKilled = new CountDownLatch(1 + random.nextInt(NAMES_A_ROUND * CrashLoad.ANSWERS));
    Optional<Held> held = Held.of(round, made.get(random.nextInt(NAMES_A_ROUND)));
    if (held.isPresent()) {
      database.hold(held.get().table(), held.get().row());
    }
    List<CompletableFuture<Void>> clients = load.begin(made, untilKilled);
    if (held.isPresent()) {
      patience().until(() -> database.holds() || failed(clients));
    } else {
      untilKilled.await();
    }
    load.controlPlane().kill();
    if (held.isPresent()) {
      database.letGo(held.get().table());
    }
    load.controlPlane().start();
    clients.forEach(CompletableFuture::join);
  }

  private static boolean failed(List<CompletableFuture<Void>> clients) {
    return clients.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
  }

  /**
   * What is committed and not answered when the control plane is killed.
   *
   * @param row which one of the table
   */
  private record Held(String table, String row) {

    /** Empty in the rounds that are broken off anywhere. */
    static Optional<Held> of(int round, String name) {
      return switch (round % 4) {
        case 1 -> Optional.of(new Held("invitations", is("email", CrashLoad.guest(name))));
        case 2 -> Optional.of(new Held("meter_records", "starts_with(NEW.id, '" + name + "')"));
        case 3 -> Optional.of(new Held("clusters", is("name", name)));
        default -> Optional.empty();
      };
    }

    private static String is(String column, String value) {
      return "NEW.%s = '%s'".formatted(column, value);
    }
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
    database.execute(
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
}
