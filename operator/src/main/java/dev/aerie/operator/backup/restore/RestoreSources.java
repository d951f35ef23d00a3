package dev.aerie.operator.backup.restore;

import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorRestore;
import dev.aerie.operator.cache.LeanStore;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.CollectionsJob;
import dev.aerie.operator.cluster.observation.Ownership;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The Jobs of restores, and the backups that they wait for. Safe for concurrent use. */
final class RestoreSources {

  private final InformerEventSource<Job, VectorRestore> jobs;
  private final InformerEventSource<VectorBackup, VectorRestore> backups;

  private RestoreSources(
      InformerEventSource<Job, VectorRestore> jobs,
      InformerEventSource<VectorBackup, VectorRestore> backups) {
    this.jobs = jobs;
    this.backups = backups;
  }

  static RestoreSources in(EventSourceContext<VectorRestore> context) {
    return new RestoreSources(jobsIn(context), backupsIn(context));
  }

  private static InformerEventSource<Job, VectorRestore> jobsIn(
      EventSourceContext<VectorRestore> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Job.class, VectorRestore.class)
            .withName("CollectionsJob")
            .withItemStore(new LeanStore<>())
            .withLabelSelector(Blueprint.COMPONENT + "=" + CollectionsJob.COLLECTIONS)
            .build(),
        context);
  }

  private static InformerEventSource<VectorBackup, VectorRestore> backupsIn(
      EventSourceContext<VectorRestore> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(VectorBackup.class, VectorRestore.class)
            .withName("RestoredBackup")
            .withItemStore(new LeanStore<>())
            .withPrimaryToSecondaryMapper((VectorRestore restore) -> Set.of())
            .withSecondaryToPrimaryMapper(
                backup ->
                    context
                        .getPrimaryCache()
                        .list(restore -> waitsFor(restore, backup))
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .build(),
        context);
  }

  List<EventSource<?, VectorRestore>> eventSources() {
    return List.of(jobs, backups);
  }

  /** The restore's own Job, once it is begun. */
  Optional<Job> job(VectorRestore restore) {
    return named(restore).filter(found -> Ownership.isOf(found, restore));
  }

  /**
   * Whether the Job of an earlier restore of the same name is in the way. It goes by itself, and
   * wakes the restore then.
   */
  boolean hasEarlier(VectorRestore restore) {
    return named(restore).filter(found -> !Ownership.isOf(found, restore)).isPresent();
  }

  private Optional<Job> named(VectorRestore restore) {
    return jobs.get(
        new ResourceID(CollectionsJob.name(restore), restore.getMetadata().getNamespace()));
  }

  /** The backup, once it is made and while it is not about to go. */
  Optional<VectorBackup> backup(VectorRestore restore) {
    return backups
        .get(backupOf(restore))
        .filter(backup -> backup.getMetadata().getDeletionTimestamp() == null)
        .filter(backup -> !backup.lastStatus().location().isEmpty());
  }

  private static boolean waitsFor(VectorRestore restore, VectorBackup backup) {
    return !restore.lastStatus().phase().isSettled()
        && backupOf(restore).equals(ResourceID.fromResource(backup));
  }

  private static ResourceID backupOf(VectorRestore restore) {
    return new ResourceID(restore.getSpec().backupRef(), restore.getMetadata().getNamespace());
  }
}
