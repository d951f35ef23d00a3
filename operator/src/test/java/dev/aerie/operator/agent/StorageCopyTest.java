package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each change of a cluster delivers its copy of the keys, and most change nothing of it. */
class StorageCopyTest {

  private static final String HOME = "aerie-system";
  private static final String NAMESPACE = "aerie-prj-copied";
  private static final ClusterDocument DOCUMENT =
      new ClusterDocument(
          "cls_copied", "org_1", "prj_copied", "copied", 1, false, null, null, null, null, null);

  @TempDir private Path folder;
  private final KubernetesClient admin = TestKubernetes.shared().admin();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final KubernetesClient client = listening(calls);
  private StorageCredentials credentials;

  @BeforeEach
  void start() {
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    admin.resource(keys("first-secret")).serverSideApply();
    credentials = new StorageCredentials(client, settings(), () -> {});
    credentials.start();
  }

  @AfterEach
  void stop() {
    credentials.close();
    client.close();
    admin.resource(keys("")).delete();
    copy().delete();
  }

  @Test
  void whatIsAsItShallBeIsNotWritten() {
    StorageKeys first = credentials.deliver(DOCUMENT);
    assertThat(calls).containsExactly("GET", "PATCH");
    assertThat(credentials.deliver(DOCUMENT)).isEqualTo(first);
    assertThat(calls).containsExactly("GET", "PATCH", "GET");
  }

  @Test
  void whatPeopleHaveDoneToItIsMended() {
    StorageKeys first = credentials.deliver(DOCUMENT);
    copy()
        .edit(
            secret -> {
              secret.getMetadata().getLabels().remove(Blueprint.INSTANCE);
              return secret;
            });
    assertThat(credentials.deliver(DOCUMENT)).isEqualTo(first);
    assertThat(copy().get().getMetadata().getLabels()).containsKey(Blueprint.INSTANCE);

    copy().edit(secret -> new SecretBuilder(secret).addToData("secretKey", "b3RoZXI=").build());
    assertThat(credentials.deliver(DOCUMENT)).isNotEqualTo(first);
    assertThat(copy().get().getData()).isEqualTo(people().get().getData());

    copy().delete();
    credentials.deliver(DOCUMENT);
    assertThat(copy().get().getData()).isEqualTo(people().get().getData());
  }

  private Resource<Secret> copy() {
    return admin.secrets().inNamespace(NAMESPACE).withName("cls-copied-storage");
  }

  private Resource<Secret> people() {
    return admin.resource(keys(""));
  }

  private static Secret keys(String secretKey) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("copied-keys")
        .withNamespace(HOME)
        .endMetadata()
        .withStringData(Map.of("accessKey", "AKIACOPIED", "secretKey", secretKey))
        .build();
  }

  /** A client whose calls about the copy a test can tell. */
  private static KubernetesClient listening(List<String> calls) {
    Interceptor listener =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (request.uri().getPath().endsWith("/cls-copied-storage")) {
              calls.add(request.method());
            }
          }
        };
    return new KubernetesClientBuilder()
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("calls", listener))
        .withConfig(TestKubernetes.shared().admin().getConfiguration())
        .build();
  }

  private AgentSettings settings() {
    return new AgentSettings(
        URI.create("http://127.0.0.1:1"),
        "copied",
        "token",
        HOME,
        Duration.ofDays(7),
        "file:///nowhere",
        "copied-keys",
        folder,
        Map.of(),
        false);
  }
}
