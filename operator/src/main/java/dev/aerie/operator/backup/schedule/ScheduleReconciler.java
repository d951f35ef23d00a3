package dev.aerie.operator.backup.schedule;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupScheduleStatus;
import dev.aerie.operator.backup.Patience;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.status.DatedConditions;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.cluster.status.StatusPatch;
import dev.aerie.operator.schedule.InvalidScheduleException;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Makes backups when they are due and deletes those that are no longer kept. */
@ControllerConfiguration(
    name = ScheduleReconciler.NAME,
    fieldManager = ServerSideApply.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public final class ScheduleReconciler implements Reconciler<VectorBackupSchedule> {

  /** The controller's name. */
  public static final String NAME = "vectorbackupschedule";

  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final Clock clock;
  private final DatedConditions conditions;
  private final ClusterEvents events;
  private InformerEventSource<VectorBackup, VectorBackupSchedule> backups;

  /**
   * @param client reads and writes in the operator's name
   * @param clock tells what is due
   * @param events tells people
   */
  public ScheduleReconciler(KubernetesClient client, Clock clock, ClusterEvents events) {
    this.client = client;
    this.clock = clock;
    this.conditions = new DatedConditions(clock);
    this.events = events;
  }

  @Override
  public List<EventSource<?, VectorBackupSchedule>> prepareEventSources(
      EventSourceContext<VectorBackupSchedule> context) {
    backups =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(VectorBackup.class, VectorBackupSchedule.class)
                .withName("ScheduledBackup")
                .withLabelSelector(Marks.SCHEDULE)
                .withSecondaryToPrimaryMapper(
                    backup ->
                        Set.of(
                            new ResourceID(
                                backup.getMetadata().getLabels().get(Marks.SCHEDULE),
                                backup.getMetadata().getNamespace())))
                .build(),
            context);
    return List.of(backups);
  }

  @Override
  public UpdateControl<VectorBackupSchedule> reconcile(
      VectorBackupSchedule schedule, Context<VectorBackupSchedule> context) {
    List<VectorBackup> made = made(schedule);
    VectorBackupScheduleStatus before = schedule.lastStatus();
    try {
      SchedulePlan plan =
          SchedulePlan.of(schedule.getSpec(), handled(schedule), made, clock.instant());
      plan.delete().forEach(name -> delete(schedule, name));
      Optional<String> backup = plan.due().map(due -> create(schedule, due));
      VectorBackupScheduleStatus now =
          new VectorBackupScheduleStatus(
              plan.handled().toString(),
              backup.orElse(before.lastBackup()),
              plan.next().map(Instant::toString).orElse(""),
              made.size() - plan.delete().size() + (backup.isPresent() ? 1 : 0),
              List.of(ready(schedule, true, new Problem(plan.reason(), plan.explanation()))));
      return publish(schedule, now).rescheduleAfter(delay(plan));
    } catch (InvalidScheduleException e) {
      return publish(
          schedule, unmade(schedule, made.size(), new Problem("ScheduleInvalid", e.getMessage())));
    } catch (ApplyRefusedException e) {
      VectorBackupScheduleStatus now =
          unmade(schedule, made.size(), Problem.refused(e.getMessage()));
      return publish(schedule, now).rescheduleAfter(Patience.of(now.conditions()));
    }
  }

  /** Nothing was made, so that a time that is due stays due. */
  private VectorBackupScheduleStatus unmade(VectorBackupSchedule schedule, int kept, Problem why) {
    VectorBackupScheduleStatus before = schedule.lastStatus();
    return new VectorBackupScheduleStatus(
        before.lastScheduled(),
        before.lastBackup(),
        "",
        kept,
        List.of(ready(schedule, false, why)));
  }

  private List<VectorBackup> made(VectorBackupSchedule schedule) {
    return backups
        .list(
            schedule.getMetadata().getNamespace(),
            backup ->
                schedule
                        .getMetadata()
                        .getName()
                        .equals(backup.getMetadata().getLabels().get(Marks.SCHEDULE))
                    && !backup.isMarkedForDeletion())
        .toList();
  }

  private static Instant handled(VectorBackupSchedule schedule) {
    String last = schedule.lastStatus().lastScheduled();
    return Instant.parse(last.isEmpty() ? schedule.getMetadata().getCreationTimestamp() : last);
  }

  /** Waits in short steps too, as the wall clock may be set. */
  private Duration delay(SchedulePlan plan) {
    return plan.next()
        .map(next -> Duration.between(clock.instant(), next).plusMillis(50))
        .filter(wait -> wait.compareTo(LONGEST) < 0)
        .map(wait -> wait.isNegative() ? Duration.ofMillis(50) : wait)
        .orElse(LONGEST);
  }

  /** A name by the time, so that a backup made in a pass that was broken off is not made again. */
  private String create(VectorBackupSchedule schedule, Instant due) {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(
        new ObjectMetaBuilder()
            .withName(schedule.getMetadata().getName() + "-" + SUFFIX.format(due))
            .withNamespace(schedule.getMetadata().getNamespace())
            .addToLabels(Marks.SCHEDULE, schedule.getMetadata().getName())
            .build());
    backup.setSpec(schedule.getSpec().template());
    createUnlessThere(backup);
    return backup.getMetadata().getName();
  }

  /** Not by server-side apply: the framework's, for the finalizer, would take the spec away. */
  private void createUnlessThere(VectorBackup backup) {
    try {
      client.resource(backup).create();
    } catch (KubernetesClientException e) {
      if (ServerSideApply.isRefusal(e)) {
        throw new ApplyRefusedException(backup, e);
      }
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private void delete(VectorBackupSchedule schedule, String name) {
    client
        .resources(VectorBackup.class)
        .inNamespace(schedule.getMetadata().getNamespace())
        .withName(name)
        .delete();
  }

  private Condition ready(VectorBackupSchedule schedule, boolean holds, Problem said) {
    return conditions.condition(
        "Ready",
        holds,
        said,
        schedule.getMetadata().getGeneration(),
        schedule.lastStatus().conditions());
  }

  private UpdateControl<VectorBackupSchedule> publish(
      VectorBackupSchedule schedule, VectorBackupScheduleStatus now) {
    VectorBackupScheduleStatus before = schedule.lastStatus();
    if (now.equals(before)) {
      return UpdateControl.noUpdate();
    }
    tell(schedule, before, now);
    VectorBackupSchedule patch = StatusPatch.of(schedule, new VectorBackupSchedule());
    patch.setStatus(now);
    return UpdateControl.patchStatus(patch);
  }

  /** Each backup made, each time left out, and a schedule that means nothing. */
  private void tell(
      VectorBackupSchedule schedule,
      VectorBackupScheduleStatus before,
      VectorBackupScheduleStatus now) {
    Condition ready = now.conditions().getFirst();
    boolean turned =
        before.conditions().stream().noneMatch(old -> old.getReason().equals(ready.getReason()));
    boolean moved = !now.lastScheduled().equals(before.lastScheduled());
    switch (ready.getReason()) {
      case "Made", "CaughtUp" -> {
        if (!now.lastBackup().equals(before.lastBackup())) {
          events.tell(
              schedule,
              Notice.normal(ready.getReason(), now.lastBackup() + ": " + ready.getMessage()));
        }
      }
      case "PreviousRunning" -> {
        if (moved) {
          events.tell(schedule, Notice.warning(ready.getReason(), ready.getMessage()));
        }
      }
      case "ScheduleInvalid", "ApplyRefused" -> {
        if (turned) {
          events.tell(schedule, Notice.warning(ready.getReason(), ready.getMessage()));
        }
      }
      default -> {
        // waiting and being suspended is no news
      }
    }
  }
}
