package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.ClusterHappening.Asked;
import dev.aerie.controlplane.ClusterHappening.Passed;
import dev.aerie.controlplane.ClusterHappening.Repeated;
import dev.aerie.controlplane.ClusterHappening.Reported;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.cluster.Mover;
import dev.aerie.controlplane.cluster.Phase;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.support.ClusterFacts;
import dev.aerie.controlplane.support.ClusterFacts.Told;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What must hold after every step of a {@link ClusterWalk}.
 *
 * @param before all clusters before the step
 * @param after and after it
 */
record ClusterInvariants(Map<String, ClusterFacts> before, Map<String, ClusterFacts> after) {
  private static final int ACCEPTED = 202;

  void check(ClusterHappening happening) {
    assertThat(after.keySet()).containsAll(before.keySet());
    after.values().forEach(ClusterInvariants::checkOne);
    before.values().forEach(was -> checkMove(was, after.get(was.id()), happening.mover()));
    switch (happening) {
      case Asked asked -> check(asked);
      case Repeated(var first, var again) -> {
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).as("a repeated answer").isEqualTo(first.text());
        assertThat(after).as("clusters after a repetition").isEqualTo(before);
      }
      case Reported reported -> check(reported);
      case Passed passed -> check(passed);
    }
  }

  /** Row, operations and audit log agree. */
  private static void checkOne(ClusterFacts cluster) {
    assertThat(cluster.operations().stream().map(Told::generation))
        .as("one operation for each generation of " + cluster)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, cluster.generation()).boxed().toList());
    assertThat(cluster.events())
        .as("one event for each operation")
        .isEqualTo(
            cluster.operations().stream().map(one -> "cluster." + verb(one.kind())).toList());
    assertThat(cluster.operationId()).isEqualTo(cluster.operations().getLast().id());
    for (Told operation : cluster.operations()) {
      assertThat(operation.ended())
          .as("has ended: " + operation)
          .isEqualTo(
              operation.state() == Operation.State.SUCCEEDED
                  || operation.state() == Operation.State.FAILED);
      assertThat(operation.error().isPresent())
          .as("has an error: " + operation)
          .isEqualTo(operation.state() == Operation.State.FAILED);
    }
    assertThat(cluster.open().stream().map(Told::kind))
        .as("open deletions")
        .filteredOn(Operation.Kind.DELETE_CLUSTER::equals)
        .hasSizeLessThanOrEqualTo(cluster.state() == ClusterState.DELETING ? 1 : 0);
    if (cluster.gone()) {
      assertThat(cluster.state()).as("state of what is gone").isEqualTo(ClusterState.DELETING);
    }
    if (cluster.gone() || cluster.state() == ClusterState.RUNNING) {
      assertThat(cluster.open()).as("open operations of " + cluster).isEmpty();
    }
  }

  private static void checkMove(ClusterFacts was, ClusterFacts is, Mover mover) {
    assertThat(was.state() == is.state() || was.state().mayMove(is.state(), mover))
        .as("%s moves %s to %s", mover, was, is.state())
        .isTrue();
    assertThat(is.generation()).isGreaterThanOrEqualTo(was.generation());
    assertThat(is.revision()).isGreaterThanOrEqualTo(was.revision());
    assertThat(is.revision() > was.revision())
        .as("its region is shown what has changed of " + was)
        .isEqualTo(is.generation() > was.generation() || is.gone() && !was.gone());
    for (int i = 0; i < was.operations().size(); i++) {
      Told then = was.operations().get(i);
      Told now = is.operations().get(i);
      assertThat(now.id()).isEqualTo(then.id());
      assertThat(now.state()).as("then " + then).isGreaterThanOrEqualTo(then.state());
      if (then.ended()) {
        assertThat(now).as("what has ended stays").isEqualTo(then);
      }
    }
  }

  private void check(Asked asked) {
    assertThat(asked.answer().status())
        .as("%s of %s%s: %s", asked.kind(), asked.of(), asked.name(), asked.answer().text())
        .isEqualTo(expected(asked));
    boolean again = asked.of().filter(was -> isRepeatedDeletion(asked, was)).isPresent();
    if (asked.answer().status() != ACCEPTED || again) {
      assertThat(after).as("clusters after what changes nothing").isEqualTo(before);
      return;
    }
    ClusterFacts is = after.get(asked.answer().id());
    assertThat(is.generation()).isEqualTo(1 + asked.of().map(ClusterFacts::generation).orElse(0L));
    assertThat(is.operations().getLast().kind()).isEqualTo(asked.kind());
    assertThat(is.operations().getLast().state()).isEqualTo(Operation.State.PENDING);
    assertThat(asked.answer().text("operationId")).isEqualTo(is.operationId());
    assertThat(asked.answer().text("state")).isEqualTo(is.state().name());
    assertThat(asked.answer().json().path("generation").asLong()).isEqualTo(is.generation());
    assertThat(is.gone()).isFalse();
    checkOthersStay(is.id());
    switch (asked.kind()) {
      case CREATE_CLUSTER, RESTORE_CLUSTER ->
          assertThat(is.state()).isEqualTo(ClusterState.CREATING);
      case SUSPEND_CLUSTER -> assertThat(is.state()).isEqualTo(ClusterState.SUSPENDING);
      case RESUME_CLUSTER -> assertThat(is.state()).isEqualTo(ClusterState.RESUMING);
      case DELETE_CLUSTER -> assertThat(is.state()).isEqualTo(ClusterState.DELETING);
      default -> assertThat(is.state()).isNotIn(ClusterState.RUNNING, ClusterState.ABNORMAL);
    }
  }

  private static boolean isRepeatedDeletion(Asked asked, ClusterFacts was) {
    return asked.kind() == Operation.Kind.DELETE_CLUSTER && was.awaitsItsEnd();
  }

  /** What the API's description promises. */
  private int expected(Asked asked) {
    if (asked.of().isEmpty()) {
      return isTaken(asked.name()) ? 409 : ACCEPTED;
    }
    ClusterFacts was = asked.of().get();
    if (asked.kind() == Operation.Kind.RESTORE_CLUSTER && was.gone() && was.kept()) {
      return isTaken(was.name()) ? 409 : ACCEPTED;
    }
    if (was.gone()) {
      return 404;
    }
    boolean going = was.state() == ClusterState.DELETING;
    boolean may =
        switch (asked.kind()) {
          case UPDATE_CLUSTER, UPGRADE_CLUSTER -> !going;
          case SUSPEND_CLUSTER -> !going && !was.suspended();
          case RESUME_CLUSTER -> !going && was.suspended();
          case RESTART_CLUSTER ->
              !was.suspended()
                  && (was.state() == ClusterState.RUNNING
                      || was.state() == ClusterState.MODIFYING
                      || was.state() == ClusterState.ABNORMAL);
          case DELETE_CLUSTER -> true;
          default -> false;
        };
    return may ? ACCEPTED : 409;
  }

  private boolean isTaken(String name) {
    return before.values().stream().anyMatch(one -> !one.gone() && one.name().equals(name));
  }

  private void check(Reported reported) {
    ClusterFacts was = reported.of();
    ClusterFacts is = after.get(was.id());
    checkOthersStay(was.id());
    boolean going = was.state() == ClusterState.DELETING;
    if (was.gone()) {
      assertThat(is).as("after what is told of one that is gone").isEqualTo(was);
    } else if (!reported.isCurrent()) {
      assertThat(is.state()).as("after late news").isEqualTo(was.state());
      assertThat(is.gone()).as("gone by late news").isFalse();
      assertThat(is.open().stream().map(Told::kind))
          .as("open after late news")
          .containsAll(
              was.open().stream()
                  .filter(one -> one.generation() > reported.generation())
                  .map(Told::kind)
                  .toList());
    } else if (reported.phase().isEmpty()) {
      assertThat(is.gone()).as("is gone").isEqualTo(going);
    } else if (!going && reported.phase().get().fulfils(was.suspended())) {
      assertThat(is.open()).as("open though the region says so").isEmpty();
      assertThat(is.state())
          .isEqualTo(
              reported.phase().get() == Phase.READY
                  ? ClusterState.RUNNING
                  : ClusterState.SUSPENDED);
    }
    for (int i = 0; is.gone() && i < was.operations().size(); i++) {
      if (!was.operations().get(i).ended()) {
        Told ended = is.operations().get(i);
        assertThat(ended.state() == Operation.State.SUCCEEDED)
            .as("at the end of the cluster: " + ended)
            .isEqualTo(ended.kind() == Operation.Kind.DELETE_CLUSTER);
      }
    }
  }

  private void check(Passed passed) {
    for (ClusterFacts was : before.values()) {
      ClusterFacts is = after.get(was.id());
      if (passed.givesUp() && !was.open().isEmpty()) {
        assertThat(is.open()).as("open after thirty minutes").isEmpty();
        assertThat(is.state())
            .isEqualTo(
                was.state() == ClusterState.DELETING
                    ? ClusterState.DELETING
                    : ClusterState.ABNORMAL);
      } else {
        assertThat(is).as("after a while").isEqualTo(was);
      }
    }
  }

  private void checkOthersStay(String id) {
    before.values().stream()
        .filter(was -> !was.id().equals(id))
        .forEach(was -> assertThat(after.get(was.id())).isEqualTo(was));
  }

  private static String verb(Operation.Kind kind) {
    return kind.name().substring(0, kind.name().indexOf('_')).toLowerCase(Locale.ROOT);
  }
}
