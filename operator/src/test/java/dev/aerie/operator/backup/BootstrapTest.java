package dev.aerie.operator.backup;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.BackupStorage;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Pods;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveBackups;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** New clusters begin with what others have. */
class BootstrapTest {

  private static KubernetesClient client;
  private static LiveClusters clusters;
  private static LiveBackups backups;

  @BeforeAll
  static void start() {
    TestKubernetes kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
    backups = new LiveBackups(client);
  }

  @Test
  void aNewClusterBeginsWithABackup() throws IOException {
    clusters.create("origin", new Compute(1, 1));
    clusters.awaitPhase("origin", Phase.READY);
    Path data =
        clusters.create(
            beginning(
                "from-backup",
                new Bootstrap(
                    new Bootstrap.FromBackup("origin-one", null),
                    null,
                    null,
                    List.of(new Bootstrap.TakenCollection("default", "things", "others")))));
    assertThat(clusters.awaitProblem("from-backup", "BootstrapSourceMissing"))
        .contains("VectorBackup origin-one is not there or not made yet");
    assertThat(client.apps().statefulSets().inNamespace(NAMESPACE).withName("from-backup").get())
        .isNull();

    backups.create("origin-one", new VectorBackupSpec("origin", null, false));

    clusters.awaitPhase("from-backup", Phase.READY);
    assertThat(Files.readString(data.resolve("restored")))
        .isEqualTo(
            "--from %s --backup origin-one --collection default/things=others"
                .formatted(clusters.data("origin").toUri().toString()));
    backups.delete("origin-one");
    clusters.delete("from-backup");
    clusters.delete("origin");
  }

  @Test
  void aNewClusterBeginsAsABranch() throws IOException {
    clusters.create("trunk", new Compute(1, 1));
    Path data =
        clusters.create(
            beginning(
                "twig", new Bootstrap(null, null, new Bootstrap.BranchOf("trunk", ""), List.of())));

    clusters.awaitPhase("twig", Phase.READY);

    assertThat(Files.readString(data.resolve("restored"))).endsWith("--at now --branch");
    clusters.delete("twig");
    clusters.delete("trunk");
  }

  /** Nothing else than its StatefulSet and the Job would remember that it was filled. */
  @Test
  void aClusterThatHasServedIsNeverFilledAgain() {
    clusters.create("stem", new Compute(1, 1));
    clusters.create(branch("graft", "stem"));
    clusters.awaitPhase("graft", Phase.READY);
    String pod = clusters.uids("graft").get("graft-0");
    jobs().withName("graft-restore").delete();
    clusters.delete("stem");
    var set = client.apps().statefulSets().inNamespace(NAMESPACE).withName("graft");
    String uid = set.get().getMetadata().getUid();

    set.withPropagationPolicy(DeletionPropagation.ORPHAN).delete();

    await()
        .atMost(DEADLINE)
        .until(set::get, now -> now != null && !now.getMetadata().getUid().equals(uid));
    clusters.awaitPhase("graft", Phase.READY);
    assertThat(clusters.uids("graft")).containsEntry("graft-0", pod);
    assertThat(jobs().withName("graft-restore").get()).isNull();
    clusters.delete("graft");
  }

  @Test
  void nothingBeginsWhilePausedAndTheEndIsToldOnce() throws IOException {
    clusters.create("root", new Compute(1, 1));
    VectorCluster held = branch("held", "root");
    held.getMetadata().setAnnotations(Map.of(Marks.PAUSED, "true"));
    Path data = clusters.create(held);
    clusters.awaitThat("held", each -> state(each) == RollState.PAUSED);
    assertThat(jobs().withName("held-restore").get()).isNull();

    Files.createFile(data.resolve("slow"));
    clusters.annotate("held", Marks.PAUSED, "");
    await().atMost(DEADLINE).until(() -> jobs().withName("held-restore").get() != null);
    clusters.annotate("held", Marks.PAUSED, "true");
    clusters.awaitThat("held", each -> state(each) == RollState.PAUSED);
    Files.delete(data.resolve("slow"));
    await()
        .atMost(DEADLINE)
        .until(() -> JobState.of(jobs().withName("held-restore").get()) == JobState.COMPLETE);
    clusters.settledVersion("held");
    assertThat(clusters.pods("held").stream().filter(Pods::isRunning)).isEmpty();
    clusters.annotate("held", Marks.PAUSED, "");

    clusters.awaitPhase("held", Phase.READY);
    assertThat(clusters.events("held")).containsOnlyOnce("Restored");
    clusters.delete("held");
    clusters.delete("root");
  }

  /** As in a new Kubernetes after a disaster, or from the recycle bin: only its data is not new. */
  @Test
  void aClusterWhoseStorageWasFilledComesBackWithoutItsSource() throws IOException {
    clusters.create("oak", new Compute(1, 1));
    Path data = clusters.create(branch("acorn", "oak"));
    clusters.awaitPhase("acorn", Phase.READY);
    clusters.delete("acorn");
    clusters.delete("oak");
    FileTime filled = Files.getLastModifiedTime(data.resolve("restored"));

    clusters.create(branch("acorn", "oak"));

    clusters.awaitPhase("acorn", Phase.READY);
    assertThat(jobs().withName("acorn-restore").get()).isNull();
    assertThat(Files.getLastModifiedTime(data.resolve("restored"))).isEqualTo(filled);
    clusters.delete("acorn");
  }

  @Test
  void itIsToldThatItCannotBeSeenWhetherAStorageWasFilled() throws IOException {
    Path data = clusters.data("seed");
    Files.createFile(data.resolve("broken"));
    clusters.create(branch("seed", "nobody"));

    clusters.awaitThat("seed", each -> problem(each).contains("logs of Job seed-origin"));
    assertThat(clusters.awaitProblem("seed", "BootstrapSourceMissing"))
        .contains("VectorCluster nobody is not there: make it, on the storage it had");
    clusters.delete("seed");
  }

  @Test
  void theSecretOfAStorageThatTheSpecNamesIsWaitedFor() throws IOException {
    Path copies = clusters.data("copies");
    BackupStorage storage = new BackupStorage(copies.toUri().toString(), "copy-keys");
    Path data =
        clusters.create(
            beginning(
                "from-copy",
                new Bootstrap(
                    new Bootstrap.FromBackup("gone-one", storage), null, null, List.of())));
    assertThat(clusters.awaitProblem("from-copy", "BootstrapSourceMissing"))
        .contains("Secret copy-keys", "make it in the cluster's namespace");

    Secret keys =
        new SecretBuilder()
            .withMetadata(LiveBackups.metadata("copy-keys"))
            .addToStringData("accessKey", "one")
            .addToStringData("secretKey", "two")
            .build();
    client.resource(keys).create();

    clusters.awaitPhase("from-copy", Phase.READY);
    assertThat(Files.readString(data.resolve("restored"))).endsWith("--backup gone-one");
    client.resource(keys).delete();
    clusters.delete("from-copy");
  }

  private static NonNamespaceOperation<Job, JobList, ScalableResource<Job>> jobs() {
    return client.batch().v1().jobs().inNamespace(NAMESPACE);
  }

  private static RollState state(VectorCluster cluster) {
    return cluster.getStatus() == null ? null : cluster.getStatus().roll().state();
  }

  private static String problem(VectorCluster cluster) {
    return cluster.getStatus() == null
        ? ""
        : cluster.getStatus().conditions().stream()
            .filter(each -> each.getType().equals("Degraded"))
            .map(Condition::getMessage)
            .findFirst()
            .orElse("");
  }

  private static VectorCluster branch(String name, String parent) {
    return beginning(
        name, new Bootstrap(null, null, new Bootstrap.BranchOf(parent, ""), List.of()));
  }

  private static VectorCluster beginning(String name, Bootstrap bootstrap) {
    VectorCluster cluster =
        Clusters.cluster(name, new Compute(1, 1), clusters.data(name).toUri().toString());
    cluster.setSpec(Clusters.bootstrapped(cluster.getSpec(), bootstrap));
    return cluster;
  }
}
