package dev.aerie.operator.backup;

import dev.aerie.crds.VectorBackup;
import dev.aerie.operator.cache.LeanStore;
import dev.aerie.operator.cluster.model.BackupJob;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Ownership;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Jobs of backups. One cluster's backups are made and removed one at a time, as copies in one
 * storage share objects. Safe for concurrent use.
 */
final class BackupSources {

  private final InformerEventSource<Job, VectorBackup> jobs;
  private final IndexerResourceCache<VectorBackup> backups;
  private final SimpleInboundEventSource<VectorBackup> awakened =
      new SimpleInboundEventSource<>("turns");
  private final Map<ResourceID, String> turns = new ConcurrentHashMap<>();

  private BackupSources(
      InformerEventSource<Job, VectorBackup> jobs, IndexerResourceCache<VectorBackup> backups) {
    this.jobs = jobs;
    this.backups = backups;
  }

  static BackupSources in(EventSourceContext<VectorBackup> context) {
    return new BackupSources(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Job.class, VectorBackup.class)
                .withName("BackupJob")
                .withItemStore(new LeanStore<>())
                .withLabelSelector(Blueprint.COMPONENT + "=" + BackupJob.BACKUP)
                .build(),
            context),
        context.getPrimaryCache());
  }

  List<EventSource<?, VectorBackup>> eventSources() {
    return List.of(jobs, awakened);
  }

  /** The backup's own Job. */
  Optional<Job> find(BackupJob job, VectorBackup backup) {
    return named(job, backup).filter(found -> Ownership.isOf(found, backup));
  }

  /**
   * Whether the Job of an earlier backup of the same name is in the way of this one's. It goes by
   * itself, and wakes the backup then.
   */
  boolean hasEarlier(BackupJob job, VectorBackup backup) {
    return named(job, backup).filter(found -> !Ownership.isOf(found, backup)).isPresent();
  }

  private Optional<Job> named(BackupJob job, VectorBackup backup) {
    return jobs.get(new ResourceID(job.name(backup), backup.getMetadata().getNamespace()));
  }

  /**
   * Whether it is this backup's turn; once it is, no other of the cluster has one before the end.
   */
  boolean takesTurn(VectorBackup backup) {
    String uid = backup.getMetadata().getUid();
    boolean othersWork =
        jobs.list(backup.getMetadata().getNamespace(), job -> isOf(job, backup))
            .filter(job -> JobState.of(job) == JobState.RUNNING)
            .flatMap(job -> job.getMetadata().getOwnerReferences().stream())
            .map(OwnerReference::getUid)
            .anyMatch(owner -> !owner.equals(uid));
    return !othersWork && uid.equals(turns.computeIfAbsent(cluster(backup), _ -> uid));
  }

  /** Lets others have their turn, and wakes those that wait for it. */
  void endTurn(VectorBackup backup) {
    ResourceID cluster = cluster(backup);
    if (turns.remove(cluster, backup.getMetadata().getUid())) {
      backups
          .list(other -> cluster.equals(cluster(other)) && mayWait(other))
          .map(ResourceID::fromResource)
          .forEach(awakened::propagateEvent);
    }
  }

  private static boolean mayWait(VectorBackup backup) {
    return !backup.lastStatus().phase().isSettled()
        || backup.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean isOf(Job job, VectorBackup backup) {
    return backup
        .getSpec()
        .clusterRef()
        .equals(job.getMetadata().getLabels().get(Blueprint.INSTANCE));
  }

  private static ResourceID cluster(VectorBackup backup) {
    return new ResourceID(backup.getSpec().clusterRef(), backup.getMetadata().getNamespace());
  }
}
