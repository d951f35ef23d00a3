package dev.aerie.operator.backup.restore;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.Bootstrap.TakenCollection;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RestorePhase;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreSpec;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Collections come back into the cluster that their backup is of. */
class RestoreTest {

  private static final List<TakenCollection> AS_BACK =
      List.of(new TakenCollection("default", "things", "back"));

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
  }

  @Test
  void isDoneOnceWhenItsBackupIsMade() throws IOException {
    Path data = clusters.create("again", new Compute(1, 1));
    clusters.awaitPhase("again", Phase.READY);
    create("again-back", "again-one");
    awaitReason("again-back", "BackupMissing");
    backUp("again", "again-one");

    VectorRestore done = awaitReason("again-back", "Restored");

    assertThat(done.getStatus().phase()).isEqualTo(RestorePhase.RESTORED);
    assertThat(done.getStatus().clusterRef()).isEqualTo("again");
    assertThat(done.getStatus().timestamp()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(done.getStatus().collections()).isEqualTo(1);
    assertThat(done.getStatus().rows()).isEqualTo(7);
    assertThat(events("again-back")).containsSubsequence("BackupMissing", "Restored");
    assertThat(Files.readAllLines(data.resolve("collections")))
        .containsExactly(
            "again-back-%s --backup again-one --collection default/things=back"
                .formatted(done.getMetadata().getUid()));
    job("again-back").delete();
    await().atMost(DEADLINE).until(() -> job("again-back").get() == null);
    kubernetes.startOperator();
    create("again-twice", "again-one");
    awaitReason("again-twice", "Restored");
    assertThat(job("again-back").get()).isNull();
    remove("again");
    create("again-late", "again-one");
    assertThat(message(awaitReason("again-late", "ClusterMissing")))
        .contains("VectorCluster again or its class is not there");
    List.of("again-back", "again-twice", "again-late").forEach(RestoreTest::delete);
    deleteBackup("again-one");
  }

  @Test
  void saysThatANameIsTakenAndIsTriedAgainWhenItsJobIsDeleted() throws IOException {
    Path data = clusters.create("taken", new Compute(1, 1));
    clusters.awaitPhase("taken", Phase.READY);
    backUp("taken", "taken-one");
    Files.createFile(data.resolve("taken"));
    create("taken-back", "taken-one");

    VectorRestore refused = awaitReason("taken-back", "NameTaken");

    assertThat(refused.getStatus().phase()).isEqualTo(RestorePhase.FAILED);
    assertThat(message(refused))
        .isEqualTo(
            "Nothing was restored: the name is taken; restore under another name. Create another"
                + " VectorRestore, or delete Job taken-back-collections to try this one again.");
    assertThat(events("taken-back")).contains("NameTaken");
    Files.delete(data.resolve("taken"));
    job("taken-back").delete();
    awaitReason("taken-back", "Restored");
    delete("taken-back");
    await().atMost(DEADLINE).until(() -> job("taken-back").get() == null);
    deleteBackup("taken-one");
    clusters.delete("taken");
  }

  @Test
  void saysWhatItsJobSaid() throws IOException {
    Path data = clusters.create("unable", new Compute(1, 1));
    clusters.awaitPhase("unable", Phase.READY);
    backUp("unable", "unable-one");
    Files.createFile(data.resolve("broken"));
    create("unable-back", "unable-one");

    assertThat(message(awaitReason("unable-back", "RestoreFailed")))
        .contains("the storage is broken", "delete Job unable-back-collections");

    delete("unable-back");
    deleteBackup("unable-one");
    clusters.delete("unable");
  }

  @Test
  void isAskedForAgainWhenNobodyCanTellWhatItsJobHasDone() throws IOException {
    Path data = clusters.create("vague", new Compute(1, 1));
    clusters.awaitPhase("vague", Phase.READY);
    backUp("vague", "vague-one");
    Files.createFile(data.resolve("slow"));
    create("vague-back", "vague-one");
    awaitReason("vague-back", "Running");
    kubernetes.stopOperator();
    Files.delete(data.resolve("slow"));
    new LiveBackups(client).forgetWhatWasDone("vague-back-collections");

    kubernetes.startOperator();

    awaitReason("vague-back", "Restored");
    assertThat(Files.readAllLines(data.resolve("collections"))).hasSize(2);
    delete("vague-back");
    deleteBackup("vague-one");
    clusters.delete("vague");
  }

  @Test
  void neverChanges() {
    create("fixed-restore", "nothing");

    assertThatThrownBy(
            () ->
                resource("fixed-restore")
                    .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"backupRef\":\"other\"}}"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec cannot be changed: create another VectorRestore");
    assertThatThrownBy(() -> create("x".repeat(51), "nothing"))
        .hasMessageContaining("metadata.name must be 1 to 50 lower-case letters");
    delete("fixed-restore");
  }

  private static void backUp(String cluster, String name) {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(metadata(name));
    backup.setSpec(new VectorBackupSpec(cluster, null, false));
    client.resource(backup).create();
    await()
        .atMost(DEADLINE)
        .until(() -> client.resource(backup).get().lastStatus().phase() == BackupPhase.READY);
  }

  private static void deleteBackup(String name) {
    Resource<VectorBackup> backup =
        client.resources(VectorBackup.class).inNamespace(NAMESPACE).withName(name);
    backup.delete();
    await().atMost(DEADLINE).until(() -> backup.get() == null);
  }

  private static void create(String name, String backup) {
    VectorRestore restore = new VectorRestore();
    restore.setMetadata(metadata(name));
    restore.setSpec(new VectorRestoreSpec(backup, AS_BACK));
    client.resource(restore).create();
  }

  private static void delete(String name) {
    resource(name).delete();
    await().atMost(DEADLINE).until(() -> resource(name).get() == null);
  }

  /** Removes a cluster whose backup and restores stay. */
  private static void remove(String cluster) {
    var resource = client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName(cluster);
    resource.delete();
    await().atMost(DEADLINE).until(() -> resource.get() == null);
  }

  private static ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build();
  }

  private static Resource<VectorRestore> resource(String name) {
    return client.resources(VectorRestore.class).inNamespace(NAMESPACE).withName(name);
  }

  private static ScalableResource<Job> job(String restore) {
    return client.batch().v1().jobs().inNamespace(NAMESPACE).withName(restore + "-collections");
  }

  private static VectorRestore awaitReason(String name, String reason) {
    return await()
        .alias(name + " " + reason)
        .atMost(DEADLINE)
        .until(
            () -> resource(name).get(),
            restore ->
                restore.lastStatus().conditions().stream()
                    .anyMatch(condition -> condition.getReason().equals(reason)));
  }

  private static String message(VectorRestore restore) {
    return restore.getStatus().conditions().getFirst().getMessage();
  }

  private static List<String> events(String name) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .sorted(Comparator.comparing(event -> event.getEventTime().getTime()))
        .map(Event::getReason)
        .toList();
  }
}
