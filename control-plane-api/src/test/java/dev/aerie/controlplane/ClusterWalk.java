package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.ClusterHappening.Asked;
import dev.aerie.controlplane.ClusterHappening.Passed;
import dev.aerie.controlplane.ClusterHappening.Repeated;
import dev.aerie.controlplane.ClusterHappening.Reported;
import dev.aerie.controlplane.ClusterSteps.Step;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.cluster.Phase;
import dev.aerie.controlplane.cluster.StuckOperations;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ClusterFacts;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Callers, a region and a clock that do whatever they like with the clusters of a tenant. */
final class ClusterWalk {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int ACCEPTED = 202;

  private final Tenant tenant;
  private final FakeAgent agent;
  private final MovableClock clock;
  private final StuckOperations stuck;
  private final Connection database;
  private final Set<ClusterState> states = EnumSet.noneOf(ClusterState.class);
  private final Set<Operation.Kind> accepted = EnumSet.noneOf(Operation.Kind.class);
  private Map<String, ClusterFacts> known = Map.of();
  private Optional<Supplier<Repeated>> repetition = Optional.empty();
  private int keys;

  ClusterWalk(
      Tenant tenant,
      FakeAgent agent,
      MovableClock clock,
      StuckOperations stuck,
      Connection database) {
    this.tenant = tenant;
    this.agent = agent;
    this.clock = clock;
    this.stuck = stuck;
    this.database = database;
  }

  /** The states that clusters have been in. */
  Set<ClusterState> states() {
    return states;
  }

  /** What has been asked for and accepted. */
  Set<Operation.Kind> accepted() {
    return accepted;
  }

  /** Takes the steps, looks after each, and brings everything to its end. */
  void take(List<Step> steps) throws SQLException {
    for (int i = 0; i < steps.size(); i++) {
      try {
        take(steps.get(i));
      } catch (AssertionError broken) {
        throw new AssertionError("step %d, %s: ".formatted(i, steps.get(i)) + broken, broken);
      }
    }
    settle();
  }

  private void take(Step step) throws SQLException {
    Optional<ClusterHappening> happening = happen(step);
    if (happening.isPresent()) {
      look(happening.get());
    }
  }

  private void look(ClusterHappening happening) throws SQLException {
    Map<String, ClusterFacts> now = ClusterFacts.read(database, tenant.organization());
    new ClusterInvariants(known, now).check(happening);
    known = now;
    now.values().forEach(cluster -> states.add(cluster.state()));
  }

  /** Empty when there is no cluster yet, or nothing to repeat. */
  private Optional<ClusterHappening> happen(Step step) {
    return switch (step.action()) {
      case CREATE -> Optional.of(create(NAMES.get(step.how() % NAMES.size())));
      case REPEAT -> repetition.map(Supplier::get);
      case ELEVEN_MINUTES -> Optional.of(pass(Duration.ofMinutes(11), false));
      case THIRTY_MINUTES -> Optional.of(pass(Duration.ofMinutes(31), true));
      default -> chosen(step).map(cluster -> happen(step, cluster));
    };
  }

  /** Mostly one that is there. */
  private Optional<ClusterFacts> chosen(Step step) {
    boolean any = step.action() == ClusterSteps.Action.RESTORE || step.how() % 8 == 0;
    return step.oneOf(
        known.values().stream().filter(cluster -> any || !cluster.gone()).toList().reversed());
  }

  private ClusterHappening happen(Step step, ClusterFacts of) {
    return switch (step.action()) {
      case UPDATE -> change(of, step.how());
      case SUSPEND -> post(Operation.Kind.SUSPEND_CLUSTER, of, ":suspend", "");
      case RESUME -> post(Operation.Kind.RESUME_CLUSTER, of, ":resume", "");
      case RESTART -> post(Operation.Kind.RESTART_CLUSTER, of, ":restart", "");
      case UPGRADE ->
          post(
              Operation.Kind.UPGRADE_CLUSTER,
              of,
              ":upgrade",
              "{\"version\": \"0.%d.0\"}".formatted(1 + step.how() % 2));
      case RESTORE -> post(Operation.Kind.RESTORE_CLUSTER, of, ":restore", "");
      case DELETE -> asked(Operation.Kind.DELETE_CLUSTER, of, tenant.owner().delete(path(of)));
      case REPORT -> report(of, of.generation(), Optional.of(step.phase(of.suspended())));
      case LATE_REPORT ->
          report(of, step.late(of.generation()), Optional.of(step.phase(of.suspended())));
      case GONE -> report(of, of.generation(), Optional.empty());
      case LATE_GONE -> report(of, step.late(of.generation()), Optional.empty());
      default -> throw new IllegalArgumentException(step.toString());
    };
  }

  private Asked create(String name) {
    String body =
        "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"}"
            .formatted(tenant.project(), name);
    Api.Answer answer = postOnce("/v1/clusters", body);
    note(Operation.Kind.CREATE_CLUSTER, answer);
    return new Asked(Operation.Kind.CREATE_CLUSTER, Optional.empty(), name, answer);
  }

  private Asked change(ClusterFacts of, int how) {
    String body =
        how % 3 == 0
            ? "{\"deletionPolicy\": \"%s\"}".formatted(of.kept() ? "DELETE" : "RETAIN")
            : "{\"units\": %d}".formatted(1 + how % 4);
    return asked(Operation.Kind.UPDATE_CLUSTER, of, tenant.owner().patch(path(of), body));
  }

  private Asked post(Operation.Kind kind, ClusterFacts of, String verb, String body) {
    return asked(kind, of, postOnce(path(of) + verb, body));
  }

  private Asked asked(Operation.Kind kind, ClusterFacts of, Api.Answer answer) {
    note(kind, answer);
    return new Asked(kind, Optional.of(of), "", answer);
  }

  private void note(Operation.Kind kind, Api.Answer answer) {
    if (answer.status() == ACCEPTED) {
      accepted.add(kind);
    }
  }

  /** What is accepted may come once more, with the same key, at any time from now. */
  private Api.Answer postOnce(String path, String body) {
    String key = "key-" + keys++;
    Api.Answer first = tenant.owner().post(path, body, "Idempotency-Key", key);
    if (first.status() == ACCEPTED) {
      repetition =
          Optional.of(
              () -> new Repeated(first, tenant.owner().post(path, body, "Idempotency-Key", key)));
    }
    return first;
  }

  private Reported report(ClusterFacts of, long generation, Optional<Phase> phase) {
    String fields = phase.map(seen -> "\"phase\": " + Api.text(seen)).orElse("\"gone\": true");
    agent.tellsOf(of.id(), generation, fields);
    return new Reported(of, generation, phase);
  }

  private Passed pass(Duration time, boolean givesUp) {
    clock.advance(time);
    if (givesUp) {
      stuck.sweep();
    }
    return new Passed(givesUp);
  }

  /** Whatever there is goes on to its end once the region does what is asked of it. */
  private void settle() throws SQLException {
    for (ClusterFacts cluster : List.copyOf(known.values())) {
      if (!cluster.gone()) {
        assertThat(agent.document(cluster.id()).path("generation").asLong())
            .isEqualTo(cluster.generation());
        settle(cluster);
      }
    }
    assertThat(known.values().stream().flatMap(one -> one.open().stream()))
        .as("operations that do not end")
        .isEmpty();
  }

  private void settle(ClusterFacts cluster) throws SQLException {
    boolean going = cluster.state() == ClusterState.DELETING;
    if (going) {
      look(asked(Operation.Kind.DELETE_CLUSTER, cluster, tenant.owner().delete(path(cluster))));
    }
    ClusterFacts now = known.get(cluster.id());
    look(
        report(
            now,
            now.generation(),
            going ? Optional.empty() : Optional.of(ClusterSteps.fulfilling(now.suspended()))));
    tenant.owner().get(path(cluster)).mustBe(going ? 404 : 200);
  }

  private static String path(ClusterFacts cluster) {
    return "/v1/clusters/" + cluster.id();
  }
}
