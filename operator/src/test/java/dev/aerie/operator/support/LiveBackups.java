package dev.aerie.operator.support;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSpec;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Backups at work, as people see them by the API. */
public final class LiveBackups {

  private final KubernetesClient client;

  /** Those that a client may make. */
  public LiveBackups(KubernetesClient client) {
    this.client = client;
  }

  /** Makes one. */
  public void create(String name, VectorBackupSpec spec) {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(metadata(name));
    backup.setSpec(spec);
    client.resource(backup).create();
  }

  /** Merges this into one. */
  public void edit(String name, String fields) {
    resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), fields);
  }

  /** Deletes one and waits until it is gone. */
  public void delete(String name) {
    resource(name).delete();
    await().atMost(DEADLINE).until(() -> resource(name).get() == null);
  }

  /** One, when it is so. */
  public VectorBackup awaitThat(String name, Predicate<VectorBackup> said) {
    return await()
        .alias(name)
        .atMost(DEADLINE)
        .until(() -> resource(name).get(), backup -> backup != null && said.test(backup));
  }

  /** One, as it is in the API. */
  public Resource<VectorBackup> resource(String name) {
    return client.resources(VectorBackup.class).inNamespace(NAMESPACE).withName(name);
  }

  /** What Events of a reason have told of one. */
  public String notes(String name, String reason) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .map(Event::getNote)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** The reasons of all Events of one. */
  public List<String> reasons(String name) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .map(Event::getReason)
        .toList();
  }

  /** Waits until a Job is complete, and removes its pods, so that nobody can tell what it did. */
  public void forgetWhatWasDone(String job) {
    Integer one = 1;
    var jobs = client.batch().v1().jobs().inNamespace(NAMESPACE).withName(job);
    await().atMost(DEADLINE).until(() -> one.equals(jobs.get().getStatus().getSucceeded()));
    var pods = client.pods().inNamespace(NAMESPACE).withLabel("batch.kubernetes.io/job-name", job);
    pods.delete();
    await().atMost(DEADLINE).until(() -> pods.list().getItems().isEmpty());
  }

  /** Whether one is in a phase. */
  public static boolean is(VectorBackup backup, BackupPhase phase) {
    return backup.lastStatus().phase() == phase;
  }

  /** Whether a condition of one has a reason. */
  public static boolean says(VectorBackup backup, String type, String reason) {
    return backup.lastStatus().conditions().stream()
        .anyMatch(c -> c.getType().equals(type) && c.getReason().equals(reason));
  }

  /** A condition of one. */
  public static Condition condition(VectorBackup backup, String type) {
    return backup.lastStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** What an object of the clusters' namespace is called. */
  public static ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build();
  }
}
